package channel.every.archive;

/** What came of taking an object out of a store for good. */
public sealed interface PruneOutcome {
    /** @param bytes that became free */
    record Pruned(long bytes) implements PruneOutcome {}

    /** Somebody put it lately and may be about to name it in an index. */
    record PutLately() implements PruneOutcome {}

    record Absent() implements PruneOutcome {}
}
