package channel.every.archive;

import channel.every.hash.Blake3Hash;
import java.io.IOException;

/** A stored object does not have the hash it is stored under. */
public final class CorruptObjectException extends IOException {
    private static final long serialVersionUID = 1;

    public CorruptObjectException(Blake3Hash expected, Blake3Hash actual) {
        super("object " + expected + " is corrupt: its bytes have hash " + actual);
    }
}
