package channel.every.directory;

/** What came of a write. */
public sealed interface WriteOutcome {
    record Listed(StreamEntry entry) implements WriteOutcome {}

    /** @param was whether it had been listed */
    record Removed(EntryKey key, boolean was) implements WriteOutcome {}

    /** No room for another stream until one expires. */
    record Full(int most) implements WriteOutcome {}
}
