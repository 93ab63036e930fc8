package channel.every.station;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** An ATSC station with a picture so small that tests encode many windows of it. */
public final class SmallStation {
    /** When all its recordings begin. */
    public static final Instant FROM = Instant.parse("2026-11-20T20:00:00Z");

    private SmallStation() {}

    public static Multiplex air() throws IOException {
        StationSettings settings = StationSettings.of(Standard.ATSC).withPicture(new VideoSize(320, 180), 3_000_000);
        return Multiplex.open(settings, new LoopCache(Path.of("target", "station-cache"), System.err::println));
    }

    /** Some seconds of it as a file. */
    public static Path record(Path file, int seconds) throws IOException {
        return StationRecording.of(air(), FROM, Duration.ofSeconds(seconds)).write(file);
    }
}
