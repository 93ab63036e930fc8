package channel.every.tuner;

/** A consumer fell behind by more than its buffer and was cut off; the tuner goes on for the others. */
public final class SlowConsumerException extends TunerException {
    private static final long serialVersionUID = 1;

    public SlowConsumerException(String message) {
        super(message);
    }
}
