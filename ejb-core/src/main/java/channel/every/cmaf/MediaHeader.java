package channel.every.cmaf;

import channel.every.time.Timescale;
import org.jspecify.annotations.Nullable;

/**
 * What {@code mdhd} says of a track's media (ISO/IEC 14496-12 8.4.2).
 *
 * @param timescale ticks a second of all its times
 * @param language three lower-case letters of ISO 639-2; null where it is undetermined
 */
public record MediaHeader(Timescale timescale, @Nullable String language) {
    private static final String UNDETERMINED = "und";

    /** 8.4.2.3: a letter is packed as its distance from this. */
    private static final int BEFORE_A = 0x60;

    /**
     * Of an init segment.
     *
     * @throws MalformedBoxException if it is none of one track
     */
    public static MediaHeader of(byte[] init) {
        Box movie = Box.sequence(init, 0, init.length).stream()
                .filter(box -> box.type().equals("moov"))
                .findFirst()
                .orElseThrow(() -> new MalformedBoxException("init segment has no 'moov'", 0));
        return in(movie);
    }

    /** Two times of 32 or 64 bits, the timescale, a duration of the times' size, the language. */
    static MediaHeader in(Box movie) {
        Box mdhd = movie.child("trak").child("mdia").child("mdhd");
        int time = mdhd.version() == 1 ? Long.BYTES : Integer.BYTES;
        int at = mdhd.payload() + Box.FULL_HEADER + 2 * time;
        long ticksPerSecond = mdhd.unsigned32(at);
        if (ticksPerSecond < 1 || ticksPerSecond > Integer.MAX_VALUE) {
            throw new MalformedBoxException("mdhd timescale is " + ticksPerSecond, at);
        }
        int packed = (int) (mdhd.unsigned32(at + Integer.BYTES + time) >>> 16);
        return new MediaHeader(new Timescale((int) ticksPerSecond), language(packed));
    }

    /** A padding bit and three letters of five bits; QuickTime's numbers of languages, below 0x400, are no letters. */
    private static @Nullable String language(int packed) {
        StringBuilder code = new StringBuilder();
        for (int shift = 10; shift >= 0; shift -= 5) {
            code.append((char) (BEFORE_A + (packed >>> shift & 0x1F)));
        }
        String text = code.toString();
        boolean letters = text.chars().allMatch(letter -> letter >= 'a' && letter <= 'z');
        return letters && !text.equals(UNDETERMINED) ? text : null;
    }
}
