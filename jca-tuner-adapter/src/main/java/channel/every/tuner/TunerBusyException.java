package channel.every.tuner;

import java.util.List;

/** Every tuner of the device is taken, by us or by someone else; trying again later can succeed. */
public final class TunerBusyException extends TunerException {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // of records that are
    private final List<TunerLease> holders;

    public TunerBusyException(String message) {
        this(message, List.of());
    }

    /** @param holders of ours, who have the device's tuners */
    public TunerBusyException(String message, List<TunerLease> holders) {
        super(message);
        this.holders = List.copyOf(holders);
    }

    public TunerBusyException(String message, Throwable cause) {
        super(message, cause);
        this.holders = List.of();
    }

    /** Who of us holds what on the device; empty when someone else does, as far as is known here. */
    public List<TunerLease> holders() {
        return holders;
    }
}
