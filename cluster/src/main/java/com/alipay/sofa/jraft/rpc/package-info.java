/**
 * One class of JRaft, replaced: ours comes before JRaft's own on the class path.
 *
 * <p>It lies in JRaft's package because only a class of that name is found there. Whoever takes a
 * newer JRaft looks whether {@code AbstractClientService} still calls nothing of it but {@code
 * load}.
 *
 * <p>Not {@code @NullMarked}: that would be said of JRaft's own classes in it, too.
 */
package com.alipay.sofa.jraft.rpc;
