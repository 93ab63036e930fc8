package channel.every.archive;

import channel.every.hash.Blake3Hash;

/** What came of storing an object. */
public sealed interface PutOutcome {
    Blake3Hash hash();

    record Stored(Blake3Hash hash) implements PutOutcome {}

    /** The same bytes were there: a corroborating source, not a conflict. */
    record AlreadyThere(Blake3Hash hash) implements PutOutcome {}
}
