package channel.every.mesh.catalog;

import channel.every.cmaf.FragmentTiming;
import channel.every.cmaf.SampleEntry;
import channel.every.time.Timescale;

/**
 * What a player must know of one track.
 *
 * @param name of the MoQ track
 * @param init {@code ftyp} and {@code moov}
 * @param pictureRate pictures a second, 0 for sound
 * @param bitsPerSecond of the window it was measured on
 * @param jitterMs how long a player waits for what it plays next at most, in milliseconds: the length of a window
 */
public record CatalogTrack(
        String name, SampleEntry entry, byte[] init, double pictureRate, long bitsPerSecond, long jitterMs) {
    private static final int BITS = 8;

    /** Of a track whose windows are like this one. @param fragment of {@code timescale}, whole */
    public static CatalogTrack measured(
            String name, byte[] init, Timescale timescale, byte[] fragment, int windowMillis) {
        SampleEntry entry = SampleEntry.of(init);
        FragmentTiming timing = FragmentTiming.of(fragment);
        double seconds = (double) timing.duration() / timescale.ticksPerSecond();
        if (seconds <= 0) {
            throw new IllegalArgumentException("a fragment of track \"" + name + "\" lasts no time");
        }
        return new CatalogTrack(
                name,
                entry,
                init,
                entry.video() ? thousandths(timing.samples() / seconds) : 0,
                Math.round(fragment.length * BITS / seconds),
                windowMillis);
    }

    /** 30000/1001 is written 29.97: players take it as a hint. */
    private static double thousandths(double rate) {
        return Math.round(rate * 1000) / 1000.0;
    }
}
