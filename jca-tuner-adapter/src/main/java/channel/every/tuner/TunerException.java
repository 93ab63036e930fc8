package channel.every.tuner;

import java.io.IOException;

/** A tuner could not be had or read; the message names device, channel and cause. */
public class TunerException extends IOException {
    private static final long serialVersionUID = 1;

    public TunerException(String message) {
        super(message);
    }

    public TunerException(String message, Throwable cause) {
        super(message, cause);
    }
}
