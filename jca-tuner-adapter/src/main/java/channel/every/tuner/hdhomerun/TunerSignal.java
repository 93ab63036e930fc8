package channel.every.tuner.hdhomerun;

/**
 * A tuner's {@code status} (libhdhomerun, hdhomerun_device.c).
 *
 * @param lock modulation it has locked on, in parentheses when it cannot use it, or {@code none}
 * @param strength signal strength in percent
 * @param noise signal to noise quality in percent
 * @param symbols share of symbols without an error in percent
 * @param bitsPerSecond of the multiplex
 * @param packetsPerSecond that it sends into the network
 */
public record TunerSignal(
        String channel, String lock, int strength, int noise, int symbols, long bitsPerSecond, long packetsPerSecond) {
    /** libhdhomerun: below it nothing is on air. */
    private static final int LEAST_STRENGTH = 35;

    static TunerSignal parse(String text) {
        StatusText status = new StatusText(text);
        return new TunerSignal(
                Excerpt.of(status.word("ch")),
                Excerpt.of(status.word("lock")),
                percent(status.number("ss")),
                percent(status.number("snq")),
                percent(status.number("seq")),
                status.number("bps"),
                status.number("pps"));
    }

    private static int percent(long told) {
        return (int) Math.min(100, told);
    }

    public boolean present() {
        return strength >= LEAST_STRENGTH;
    }

    /** It has a lock that it can use. */
    public boolean locked() {
        return !lock.isEmpty() && !lock.equals("none") && !lock.startsWith("(");
    }
}
