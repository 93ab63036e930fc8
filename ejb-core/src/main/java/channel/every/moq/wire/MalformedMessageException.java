package channel.every.moq.wire;

/** Bytes that are no message of the protocol; the stream they came on is of no more use. */
public final class MalformedMessageException extends Exception {
    private static final long serialVersionUID = 1;

    public MalformedMessageException(String message) {
        super(message);
    }
}
