package channel.every.cli;

import channel.every.station.ChannelNumber;
import channel.every.station.Standard;
import channel.every.station.StationSettings;
import channel.every.station.VideoSize;
import channel.every.time.Pcr;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is on air: processes with equal options are on one channel. */
final class StationOptions {
    @Option(
            names = "--standard",
            paramLabel = "atsc|dvb",
            defaultValue = "atsc",
            description = "MPEG-2 720p59.94, AC-3 and PSIP, or H.264 1080i25, MPEG audio and DVB tables"
                    + " (default: ${DEFAULT-VALUE}).")
    private String standard = "atsc";

    @Option(names = "--channel", paramLabel = "N.N", description = "Virtual channel (default: 5.1, DVB 1).")
    private @Nullable String channel;

    @Option(
            names = "--callsign",
            paramLabel = "NAME",
            defaultValue = "KCOP",
            description = "Name in TVCT or SDT, at most 7 characters (default: ${DEFAULT-VALUE}).")
    private String callsign = "KCOP";

    @Option(names = "--tsid", paramLabel = "N", description = "Transport stream id (default: 2049).")
    private @Nullable Integer transportStreamId;

    @Option(names = "--program", paramLabel = "N", description = "Program number (default: 1).")
    private @Nullable Integer programNumber;

    @Option(names = "--onid", paramLabel = "N", description = "Original network id, DVB only (default: 8468).")
    private @Nullable Integer originalNetworkId;

    @Option(
            names = "--video-size",
            paramLabel = "WxH",
            description = "Picture; a smaller one costs everybody less (default: 1280x720, DVB 1920x1080).")
    private @Nullable String videoSize;

    @Option(
            names = "--mux-rate",
            paramLabel = "BITS",
            description = "Bits a second on air (default: 19392658, DVB 24128342).")
    private @Nullable Integer muxRate;

    @Option(
            names = "--epoch",
            paramLabel = "INSTANT",
            defaultValue = "1970-01-01T00:00:00Z",
            description = "When the loop started for the first time (default: ${DEFAULT-VALUE}).")
    private String epoch = "1970-01-01T00:00:00Z";

    @Option(
            names = "--start-pcr",
            paramLabel = "TICKS",
            defaultValue = "0",
            description = "PCR at the epoch, 27 MHz; -270000000 is ten seconds before the 33-bit wrap"
                    + " (default: ${DEFAULT-VALUE}).")
    private long startPcr;

    @Option(
            names = "--stt-jitter-ms",
            paramLabel = "MS",
            defaultValue = "0",
            description = "The most by which STT, TDT and TOT go out late (default: ${DEFAULT-VALUE}).")
    private long jitterMillis;

    @Option(
            names = "--stt-jitter-seed",
            paramLabel = "N",
            defaultValue = "0",
            description = "Decides how late each one is (default: ${DEFAULT-VALUE}).")
    private long jitterSeed;

    StationSettings settings() {
        StationSettings usual = StationSettings.of(kind());
        return usual.withChannel(channel == null ? usual.channel() : ChannelNumber.parse(channel), callsign)
                .withIds(
                        orElse(transportStreamId, usual.transportStreamId()),
                        orElse(programNumber, usual.programNumber()),
                        orElse(originalNetworkId, usual.originalNetworkId()))
                .withPicture(
                        videoSize == null ? usual.videoSize() : VideoSize.parse(videoSize),
                        orElse(muxRate, usual.muxRate()))
                .withClock(Moments.parse("--epoch", epoch), Pcr.wrapped(startPcr))
                .withTimeTableJitter(Duration.ofMillis(jitterMillis), jitterSeed);
    }

    private Standard kind() {
        return switch (standard.toLowerCase(Locale.ROOT)) {
            case "atsc" -> Standard.ATSC;
            case "dvb" -> Standard.DVB;
            default -> throw new IllegalArgumentException("--standard is atsc or dvb: " + standard);
        };
    }

    private static int orElse(@Nullable Integer given, int usual) {
        return given == null ? usual : given;
    }
}
