package channel.every.tuner.dvb;

/** A measurement of a frontend, in the unit the driver chose (enum fecap_scale_params). */
public sealed interface Statistic {
    /** The driver does not measure it, or not yet. */
    record Absent() implements Statistic {
        @Override
        public String toString() {
            return "not measured";
        }
    }

    /** In dB, of a signal's strength in dBm. */
    record Decibel(double value) implements Statistic {
        @Override
        public String toString() {
            return value + " dB";
        }
    }

    /** 0 to 1 of what the driver knows. */
    record Relative(double value) implements Statistic {
        @Override
        public String toString() {
            return Math.round(value * 100) + " %";
        }
    }

    /** Since tuning. */
    record Counter(long value) implements Statistic {
        @Override
        public String toString() {
            return Long.toString(value);
        }
    }

    /** @param scale enum fecap_scale_params @param value 64 bits, of a scale's own meaning */
    static Statistic of(int scale, long value) {
        return switch (scale) {
            case 1 -> new Decibel(value / 1000.0);
            case 2 -> new Relative((value & 0xFFFF) / 65535.0);
            case 3 -> new Counter(value);
            default -> new Absent();
        };
    }
}
