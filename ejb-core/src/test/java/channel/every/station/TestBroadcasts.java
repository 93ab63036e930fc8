package channel.every.station;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Small, cheap broadcasts for tests, their loops made once per build directory. */
public final class TestBroadcasts {
    private static final VideoSize SIZE = new VideoSize(320, 180);
    private static final int MUX_RATE = 3_000_000;

    private TestBroadcasts() {}

    /** MPEG-2 320x180p59.94 and AC-3 with PSIP at 3 Mbit/s. */
    public static StationSettings atsc() {
        return StationSettings.of(Standard.ATSC).withPicture(SIZE, MUX_RATE);
    }

    /** H.264 320x180i25 and MPEG audio with DVB tables at 3 Mbit/s. */
    public static StationSettings dvb() {
        return StationSettings.of(Standard.DVB).withPicture(SIZE, MUX_RATE);
    }

    public static Multiplex open(StationSettings settings) {
        try {
            return Multiplex.open(settings, new LoopCache(Path.of("target", "station-cache"), System.err::println));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
