package channel.every.cli;

import channel.every.clock.ChunkCadence;
import channel.every.encode.BuiltInProfiles;
import channel.every.encode.EncodeProfile;
import channel.every.encode.ffmpeg.EncodeWorkspace;
import channel.every.encode.ffmpeg.EncoderFingerprint;
import channel.every.encode.ffmpeg.FfmpegBinary;
import channel.every.encode.ffmpeg.FfmpegEncoder;
import channel.every.remote.ProofTask;
import channel.every.window.ChopperSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How windows are cut and encoded: what publishers must agree on. */
final class ProofOptions {
    @Option(
            names = "--chunk-ms",
            paramLabel = "MS",
            defaultValue = "1001",
            description = "Length of a window (default: ${DEFAULT-VALUE}).")
    private int chunkMs = ChunkCadence.DEFAULT.milliseconds();

    @Option(
            names = "--preroll-packets",
            paramLabel = "N",
            defaultValue = "" + ChopperSettings.DEFAULT_PREROLL_PACKETS,
            description = "Largest decoder context ahead of a window, in packets (default: ${DEFAULT-VALUE}).")
    private int prerollPackets = ChopperSettings.DEFAULT_PREROLL_PACKETS;

    @Option(
            names = "--profile",
            paramLabel = "NAME|FILE",
            defaultValue = "default",
            description =
                    "Encode profile: default, demo, demo-720p or ladder, or a file (see encode-profiles; default: "
                            + "${DEFAULT-VALUE}).")
    private String profile = "default";

    @Option(names = "--program", paramLabel = "N", description = "Program number (default: the lowest).")
    private @Nullable Integer program;

    @Option(
            names = "--encode-timeout",
            paramLabel = "S",
            defaultValue = "60",
            description = "Seconds after which a window's encoder is killed (default: ${DEFAULT-VALUE}).")
    private int encodeTimeoutSeconds;

    EncodeProfile profile() {
        return BuiltInProfiles.named(profile);
    }

    FfmpegEncoder encoder() throws IOException, InterruptedException {
        FfmpegBinary binary = FfmpegBinary.find();
        return new FfmpegEncoder(
                profile(), binary, EncoderFingerprint.of(binary), EncodeWorkspace.temporary(), encodeTimeout());
    }

    private Duration encodeTimeout() {
        if (encodeTimeoutSeconds < 1) {
            throw new IllegalArgumentException("--encode-timeout must be at least a second: " + encodeTimeoutSeconds);
        }
        return Duration.ofSeconds(encodeTimeoutSeconds);
    }

    ChunkCadence cadence() {
        return new ChunkCadence(chunkMs);
    }

    ChopperSettings recording() {
        return applied(ChopperSettings.recording(cadence()));
    }

    ChopperSettings applied(ChopperSettings settings) {
        return settings.withProgram(program).withAudio(profile().audioWishes()).withPrerollPackets(prerollPackets);
    }

    /** The same for other machines. */
    ProofTask task(Path input, Path reports, boolean cleanup, Duration uploadTimeout, Duration proofTimeout) {
        ChopperSettings settings = recording();
        return new ProofTask(
                input,
                reports,
                settings.cadence().milliseconds(),
                settings.prerollPackets(),
                profile().name(),
                settings.program(),
                cleanup,
                uploadTimeout,
                proofTimeout,
                encodeTimeout());
    }
}
