package channel.every.mesh;

import channel.every.identity.Label;

/** What one signature of a manifest is worth. */
public sealed interface SignatureVerdict {
    /** By a trusted key, and right. */
    record Valid(Label name) implements SignatureVerdict {}

    /** Under the id of a trusted key, and wrong: the manifest was altered, or somebody else signed it. */
    record Invalid(Label name) implements SignatureVerdict {}

    /** By a key that the list does not hold; says nothing either way. */
    record Unknown() implements SignatureVerdict {}

    default String text() {
        return switch (this) {
            case Valid valid -> "valid";
            case Invalid invalid -> "invalid";
            case Unknown unknown -> "unknown key";
        };
    }
}
