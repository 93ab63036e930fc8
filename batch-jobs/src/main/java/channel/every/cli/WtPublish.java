package channel.every.cli;

import channel.every.encode.BuiltInProfiles;
import channel.every.encode.PlaybackSettings;
import channel.every.encode.PlaybackTarget;
import channel.every.encode.ffmpeg.FfmpegBinary;
import channel.every.encode.ffmpeg.PlaybackEncoder;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ec-node wt-publish}: the continuous track for watching. */
@Command(
        name = "wt-publish",
        description = "Encodes a source continuously for playback (track " + PlaybackSettings.TRACK
                + "). This track proves nothing: publisher-proof-archive-source makes the one that does.",
        mixinStandardHelpOptions = true)
final class WtPublish implements Callable<Integer> {
    @Option(
            names = "--input",
            paramLabel = "FILE|URL|-",
            required = true,
            description = "A recording, read once; or a stream, read for ever.")
    private String input = "";

    @Option(
            names = "--output",
            paramLabel = "DIR|FILE|-",
            required = true,
            description =
                    "A directory gets a live playlist (HLS) and its fragments; FILE.mp4 or - (standard output) one "
                            + "fragmented MP4.")
    private String output = "";

    @Option(
            names = "--profile",
            paramLabel = "NAME|FILE",
            defaultValue = "default",
            description = "Encode profile, of which the first picture and sound are taken (default: ${DEFAULT-VALUE}).")
    private String profile = "default";

    @Option(
            names = "--keyframe-ms",
            paramLabel = "MS",
            defaultValue = "1001",
            description = "Distance of keyframes and length of fragments (default: ${DEFAULT-VALUE}).")
    private int keyframeMillis = 1001;

    @Option(
            names = "--publisher-start-boundary-ms",
            paramLabel = "MS",
            defaultValue = "1001",
            description =
                    "Start the encoder at a multiple of this since 1970; 0 starts at once (default: ${DEFAULT-VALUE}).")
    private int startBoundaryMillis = 1001;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PlaybackSettings settings =
                PlaybackSettings.of(BuiltInProfiles.named(profile), keyframeMillis, startBoundaryMillis);
        PlaybackEncoder encoder = new PlaybackEncoder(FfmpegBinary.find(), settings);
        PrintWriter err = command.commandLine().getErr();
        ArchiveInput source = ArchiveInput.of(input, false);
        Path directory = Path.of(output);
        if (output.equals("-")) {
            run(encoder, settings, source, new FragmentStream(System.out), err);
        } else if (output.endsWith(".mp4")) {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(directory))) {
                run(encoder, settings, source, new FragmentStream(out), err);
            }
        } else {
            FragmentPlaylist playlist = new FragmentPlaylist(directory, Duration.ofMillis(keyframeMillis));
            run(encoder, settings, source, playlist, err);
            playlist.end();
        }
        return 0;
    }

    private void run(
            PlaybackEncoder encoder,
            PlaybackSettings settings,
            ArchiveInput source,
            PlaybackTarget target,
            PrintWriter err)
            throws IOException, InterruptedException {
        if (!source.live()) {
            try (InputStream in = source.open()) {
                once(encoder, settings, in, target);
            }
            return;
        }
        LiveSource again = new LiveSource(input, source, err);
        while (true) {
            try (InputStream in = again.open()) {
                once(encoder, settings, in, target);
            } catch (IOException e) {
                err.println(command.name() + ": " + e.getMessage());
                err.flush();
            }
        }
    }

    private static void once(PlaybackEncoder encoder, PlaybackSettings settings, InputStream in, PlaybackTarget target)
            throws IOException, InterruptedException {
        Thread.sleep(settings.untilStart(InstantSource.system().instant()));
        encoder.run(in, target);
    }
}
