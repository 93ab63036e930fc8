package channel.every.mesh;

import channel.every.hash.Blake3Hash;

/** What came of opening an object. */
public sealed interface ObjectVerdict {
    /** Whole and consistent in itself; whether it is the right one, a manifest tells. */
    record Opened(byte[] object, Blake3Hash hash) implements ObjectVerdict {}

    record Refused(String reason) implements ObjectVerdict {}
}
