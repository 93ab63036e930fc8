package channel.every.tuner;

/** Every tuner of the device is taken, by us or by someone else; trying again later can succeed. */
public final class TunerBusyException extends TunerException {
    private static final long serialVersionUID = 1;

    public TunerBusyException(String message) {
        super(message);
    }

    public TunerBusyException(String message, Throwable cause) {
        super(message, cause);
    }
}
