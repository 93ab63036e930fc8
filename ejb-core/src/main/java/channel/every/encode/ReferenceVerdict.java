package channel.every.encode;

import channel.every.hash.Blake3Hash;

/** What an encoder's self-test found. */
public sealed interface ReferenceVerdict {
    /** The reference came out as recorded for this build. */
    record Confirmed(Blake3Hash bytes) implements ReferenceVerdict {}

    /** This build was not known; what it made is the record from now on. */
    record Recorded(Blake3Hash bytes) implements ReferenceVerdict {}

    /** The same build once made other bytes: nothing this machine encodes can be trusted to agree with others. */
    record Differs(Blake3Hash expected, Blake3Hash found) implements ReferenceVerdict {}

    /** The test itself could not be done. */
    record Failed(String reason) implements ReferenceVerdict {}

    /** Whether a person has to act. */
    default boolean alarming() {
        return switch (this) {
            case Confirmed confirmed -> false;
            case Recorded recorded -> false;
            case Differs differs -> true;
            case Failed failed -> true;
        };
    }

    /** One line for people. */
    default String text() {
        return switch (this) {
            case Confirmed confirmed -> "the encoder made the reference as recorded for its build";
            case Recorded recorded ->
                "the encoder's build is new here; its reference is recorded as " + recorded.bytes();
            case Differs differs ->
                "the encoder made other bytes of the reference than its build did before: " + differs.found() + ", not "
                        + differs.expected()
                        + "; its windows will not agree with others: take this machine's CPU, memory and"
                        + " ffmpeg out of service";
            case Failed failed -> "the encoder's self-test failed: " + failed.reason();
        };
    }
}
