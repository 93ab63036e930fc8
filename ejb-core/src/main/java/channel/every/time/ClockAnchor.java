package channel.every.time;

/**
 * What a publisher announces of its broadcast clock, for others to adopt: {@code t = n * 2^33 * 300 + PCR + offset}.
 *
 * @param n how often the PCR has wrapped since 1970
 * @param offset in 27 MHz ticks
 * @param pcrPid 13 bits
 * @param table what told the UTC: {@code STT}, {@code TDT} or {@code TOT}
 */
public record ClockAnchor(long n, long offset, int pcrPid, String table) {
    /** ISO/IEC 13818-1 2.4.3.2. */
    private static final int LARGEST_PID = 0x1FFF;

    /** A name of A/65 or EN 300 468 is three letters; this is room for more, not for a message. */
    private static final int LONGEST_TABLE = 16;

    public ClockAnchor {
        if (n < 0) {
            throw new IllegalArgumentException("anchor.n is negative: " + n);
        }
        if (pcrPid < 0 || pcrPid > LARGEST_PID) {
            throw new IllegalArgumentException("anchor.pcr_pid must be 0 to 8191: " + pcrPid);
        }
        if (table.isEmpty() || table.length() > LONGEST_TABLE) {
            throw new IllegalArgumentException("anchor.table must be 1 to " + LONGEST_TABLE + " letters");
        }
    }
}
