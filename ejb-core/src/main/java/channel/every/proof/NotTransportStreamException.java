package channel.every.proof;

/** An input without MPEG-2 transport packets. */
public final class NotTransportStreamException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    public NotTransportStreamException(String input, long bytes) {
        super(input + " is no MPEG transport stream: no packets in " + bytes + " bytes");
    }
}
