package sandstore.node.topology;

import java.util.function.Consumer;
import sandstore.node.disk.Disk;
import sandstore.node.membership.Membership;
import sandstore.node.metadata.Namespace;
import sandstore.node.observe.Reporter;
import sandstore.wire.Channels;
import sandstore.wire.NodeSettings;

/**
 * What a journal may be made of.
 *
 * @param effects told of what applying did, in order, on the applying thread; must not block
 * @param fatal ends the process: called when going on could break a promise (rule 13)
 * @param incarnation counts the starts on this folder
 */
public record Parts(
    NodeSettings settings,
    Disk disk,
    Reporter reporter,
    Channels channels,
    Membership membership,
    Consumer<Namespace.Effect> effects,
    Runnable fatal,
    long incarnation) {}
