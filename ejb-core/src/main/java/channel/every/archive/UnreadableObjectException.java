package channel.every.archive;

import channel.every.hash.Blake3Hash;
import java.io.IOException;

/** An object is there and the device does not give its bytes. */
public final class UnreadableObjectException extends IOException {
    private static final long serialVersionUID = 1;

    public UnreadableObjectException(Blake3Hash hash, String where, IOException cause) {
        super("cannot read object " + hash + " in " + where + ": " + cause.getMessage(), cause);
    }
}
