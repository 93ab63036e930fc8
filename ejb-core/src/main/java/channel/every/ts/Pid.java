package channel.every.ts;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A packet identifier (ISO/IEC 13818-1 2.4.3.2).
 *
 * @param value 0 to 0x1FFF
 */
public record Pid(@JsonValue int value) implements Comparable<Pid> {
    public static final Pid PAT = new Pid(0);
    public static final Pid NULL = new Pid(0x1FFF);

    /** All PSIP tables but the PMT (A/65 4.1). */
    public static final Pid ATSC_PSIP = new Pid(0x1FFB);

    /** EN 300 468 table 1, as the next three. */
    public static final Pid DVB_NIT = new Pid(0x10);

    public static final Pid DVB_SDT = new Pid(0x11);

    public static final Pid DVB_EIT = new Pid(0x12);

    /** TDT and TOT share it. */
    public static final Pid DVB_TIME = new Pid(0x14);

    public Pid {
        if (value < 0 || value > 0x1FFF) {
            throw new IllegalArgumentException("PID is 13 bits: " + value);
        }
    }

    @Override
    public int compareTo(Pid other) {
        return Integer.compare(value, other.value);
    }

    @Override
    public String toString() {
        return String.format("0x%04X", value);
    }
}
