package channel.every.tuner.mux;

import java.time.Duration;

/** Reads the program clock of the first PID that has one (ISO 13818-1 2.4.3.5). */
public final class ClockReader {
    /** 33 bits at 90 kHz; the 27 MHz extension is not needed to keep a pace. */
    private static final long MODULUS = 1L << 33;

    private static final long HERTZ = 90_000;
    private static final int PCR_FLAG = 0x10;
    private static final int LEAST_FIELD_BYTES = 7;

    private int pid = -1;

    /** The last clock in these whole packets, in 90 kHz ticks, or -1. */
    public long lastIn(byte[] packets, int offset, int length) {
        long last = -1;
        for (int at = offset; at + PacketView.BYTES <= offset + length; at += PacketView.BYTES) {
            if (packets[at] == PacketView.SYNC && hasClock(packets, at)) {
                int on = PacketView.pid(packets, at);
                pid = pid < 0 ? on : pid;
                if (on == pid) {
                    last = base(packets, at + 6);
                }
            }
        }
        return last;
    }

    private static boolean hasClock(byte[] bytes, int at) {
        return (bytes[at + 3] & 0x20) != 0
                && (bytes[at + 4] & 0xFF) >= LEAST_FIELD_BYTES
                && (bytes[at + 5] & PCR_FLAG) != 0;
    }

    private static long base(byte[] bytes, int at) {
        return (bytes[at] & 0xFFL) << 25
                | (bytes[at + 1] & 0xFFL) << 17
                | (bytes[at + 2] & 0xFFL) << 9
                | (bytes[at + 3] & 0xFFL) << 1
                | (bytes[at + 4] & 0xFFL) >> 7;
    }

    /** From one clock to another, the shorter way round: negative when {@code to} lies before. */
    public static Duration span(long from, long to) {
        long ticks = Math.floorMod(to - from, MODULUS);
        long signed = ticks > MODULUS / 2 ? ticks - MODULUS : ticks;
        return Duration.ofNanos(signed * 1_000_000_000 / HERTZ);
    }
}
