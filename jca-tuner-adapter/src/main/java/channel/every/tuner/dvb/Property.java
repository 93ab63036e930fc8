package channel.every.tuner.dvb;

/**
 * One setting of a frontend.
 *
 * @param value as the kernel takes it: 32 bits, unsigned
 */
public record Property(TuningKey key, long value) {
    static final long MOST = 0xFFFF_FFFFL;

    public Property {
        if (value < 0 || value > MOST) {
            throw new IllegalArgumentException(key + " must be 0 to " + MOST + ": " + value);
        }
    }

    @Override
    public String toString() {
        return key + "=" + value;
    }
}
