package channel.every.tuner;

/** The tuner was given to somebody whose purpose goes before; the message says whose. Another tuner may be had later. */
public final class TunerTakenException extends TunerException {
    private static final long serialVersionUID = 1;

    public TunerTakenException(String message) {
        super(message);
    }
}
