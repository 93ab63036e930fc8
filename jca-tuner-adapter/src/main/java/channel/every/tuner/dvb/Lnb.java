package channel.every.tuner.dvb;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The converter in a satellite dish's focus, by libdvbv5's names: it shifts a transponder down by the frequency of its oscillator. One
 * with two oscillators chooses by a 22 kHz tone. Frequencies are in kHz.
 */
public enum Lnb {
    UNIVERSAL(9_750_000, 10_600_000, 11_700_000),
    DBS(11_250_000),
    STANDARD(10_000_000),
    ENHANCED(9_750_000),
    C_BAND(5_150_000);

    private final long low;
    private final long high;
    private final long switchAt;

    Lnb(long oscillator) {
        this(oscillator, oscillator, Long.MAX_VALUE);
    }

    Lnb(long low, long high, long switchAt) {
        this.low = low;
        this.high = high;
        this.switchAt = switchAt;
    }

    /** Whether a transponder needs the upper oscillator, and so the tone. */
    boolean highBand(long transponderKhz) {
        return transponderKhz > switchAt;
    }

    /** What a transponder has become in the cable; below an oscillator above it, mirrored. */
    long intermediateKhz(long transponderKhz) {
        return Math.abs(transponderKhz - (highBand(transponderKhz) ? high : low));
    }

    String word() {
        return name().replace('_', '-');
    }

    /** @throws IllegalArgumentException listing the names there are */
    static Lnb parse(String text) {
        String wanted = text.toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(lnb -> lnb.word().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("LNB: \"" + text + "\" is none of "
                        + Arrays.stream(values()).map(Lnb::word).collect(Collectors.joining(", "))));
    }
}
