package com.alipay.sofa.jraft.rpc;

/**
 * In JRaft this finds message classes by name, for its Bolt transport and its files; {@code load}
 * reads the descriptors of all its messages and looks up two methods of each, a twelfth of what a
 * node needs to start. Our transport has a table of typed methods, and our files are our own, so
 * there is nothing to look up.
 */
public final class ProtobufMsgFactory {
  private ProtobufMsgFactory() {}

  /** Called by JRaft's client service when its class is initialised. */
  public static void load() {}
}
