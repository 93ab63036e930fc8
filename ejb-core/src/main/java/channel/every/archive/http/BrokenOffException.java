package channel.every.archive.http;

import java.io.IOException;

/** An answer of status 200 or 206 that ended early; what came of it need not be fetched again. */
public final class BrokenOffException extends IOException {
    private static final long serialVersionUID = 1;

    private final transient byte[] received;

    BrokenOffException(String message, byte[] received, Throwable cause) {
        super(message, cause);
        this.received = received;
    }

    /** The first bytes of the body, as far as they came. */
    public byte[] received() {
        return received.clone();
    }
}
