package sandstore.lab.view;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import sandstore.proto.AwaitedPicture;
import sandstore.proto.UpkeepPicture;
import sandstore.proto.Work;
import sandstore.proto.WorkPicture;
import sandstore.wire.NodeId;

/** {@link Upkeep} as a message, and back without loss. Pure. */
final class UpkeepPictures {
  private UpkeepPictures() {}

  static UpkeepPicture of(Upkeep upkeep) {
    UpkeepPicture.Builder picture =
        UpkeepPicture.newBuilder().setDrainingIndex(upkeep.drainingIndex());
    upkeep.works().values().forEach(w -> picture.addWorks(of(w)));
    upkeep.orphans().forEach((node, chunks) -> picture.putOrphans(node.name(), chunks));
    upkeep.draining().forEach(n -> picture.addDraining(n.name()));
    upkeep.drained().forEach(n -> picture.addDrained(n.name()));
    upkeep
        .awaited()
        .ifPresent(
            a ->
                picture.setAwaited(
                    AwaitedPicture.newBuilder()
                        .setBy(a.by().name())
                        .addAllNodes(a.nodes().stream().map(NodeId::name).toList())
                        .setChunks(a.chunks())
                        .setUntilNanos(a.untilNanos())));
    return picture.build();
  }

  private static WorkPicture of(Upkeep.Work work) {
    return WorkPicture.newBuilder()
        .setBy(work.by().name())
        .setName(work.what())
        .setEnded(work.ended())
        .setWork(
            Work.newBuilder()
                .setDone(work.done())
                .setTotal(work.total())
                .setBytesDone(work.bytesDone())
                .setBytesTotal(work.bytesTotal())
                .setBytesPerSecond(work.bytesPerSecond())
                .setFinished(work.finished())
                .setProblems(work.problems())
                .setProblem(work.problem()))
        .build();
  }

  static Upkeep upkeep(UpkeepPicture picture) {
    SortedMap<String, Upkeep.Work> works = new TreeMap<>();
    picture.getWorksList().forEach(w -> works.put(w.getName(), work(w)));
    SortedMap<NodeId, Long> orphans = new TreeMap<>();
    picture.getOrphansMap().forEach((node, chunks) -> orphans.put(new NodeId(node), chunks));
    return new Upkeep(
        Collections.unmodifiableSortedMap(works),
        Collections.unmodifiableSortedMap(orphans),
        Collections.unmodifiableSortedSet(
            new TreeSet<>(NodeDraft.names(picture.getDrainingList()))),
        Collections.unmodifiableSortedSet(new TreeSet<>(NodeDraft.names(picture.getDrainedList()))),
        picture.getDrainingIndex(),
        picture.hasAwaited() ? Optional.of(awaited(picture.getAwaited())) : Optional.empty());
  }

  private static Upkeep.Awaited awaited(AwaitedPicture picture) {
    return new Upkeep.Awaited(
        new NodeId(picture.getBy()),
        NodeDraft.names(picture.getNodesList()),
        picture.getChunks(),
        picture.getUntilNanos());
  }

  private static Upkeep.Work work(WorkPicture picture) {
    Work work = picture.getWork();
    return new Upkeep.Work(
        new NodeId(picture.getBy()),
        picture.getName(),
        work.getDone(),
        work.getTotal(),
        work.getBytesDone(),
        work.getBytesTotal(),
        work.getBytesPerSecond(),
        work.getFinished(),
        work.getProblems(),
        work.getProblem(),
        picture.getEnded());
  }
}
