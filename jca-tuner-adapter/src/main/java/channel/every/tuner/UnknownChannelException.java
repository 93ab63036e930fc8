package channel.every.tuner;

/** The device has no such channel; the message names the channel, the device and what its lineup has. */
public final class UnknownChannelException extends TunerException {
    private static final long serialVersionUID = 1;

    public UnknownChannelException(String message) {
        super(message);
    }
}
