package channel.every.tuner.control;

import channel.every.tuner.TunerException;

/** Bytes that are no control frame; the message names field, value and byte offset. */
public final class MalformedFrameException extends TunerException {
    private static final long serialVersionUID = 1;

    public MalformedFrameException(String message) {
        super(message);
    }
}
