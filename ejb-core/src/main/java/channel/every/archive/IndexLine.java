package channel.every.archive;

/** What one line of an index turned out to be; a broken line is a fact to count, not an end to reading. */
public sealed interface IndexLine {
    /** Counted from 1 at the point where reading began. */
    long number();

    record Valid(long number, ArchiveRecord record) implements IndexLine {}

    /** @param reason the field, its value and why it was refused */
    record Malformed(long number, String reason) implements IndexLine {}

    /** The end of a file whose last append never completed, so was never acknowledged. */
    record Torn(long number, int bytes) implements IndexLine {}
}
