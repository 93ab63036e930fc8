package channel.every.encode.ffmpeg;

import channel.every.cmaf.CmafTrack;
import channel.every.cmaf.Fragment;
import channel.every.cmaf.MalformedBoxException;
import channel.every.cmaf.TfdtRewriter;
import channel.every.encode.AudioVariant;
import channel.every.encode.EncodeOutcome;
import channel.every.encode.EncodeProfile;
import channel.every.encode.EncodedTrack;
import channel.every.encode.Rung;
import channel.every.encode.WindowEncoder;
import channel.every.hash.Blake3;
import channel.every.hash.Blake3Hash;
import channel.every.identity.Rendition;
import channel.every.window.SourceWindow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Encodes each window in an ffmpeg process of its own, all renditions at once, in a directory that is gone afterwards. */
public final class FfmpegEncoder implements WindowEncoder {
    /** A window takes a fraction of its length; this is for a machine that is very busy. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

    private final EncodeProfile profile;
    private final FfmpegBinary binary;
    private final EncodeWorkspace workspace;
    private final Duration timeout;
    private final Blake3Hash profileHash;

    public FfmpegEncoder(
            EncodeProfile profile,
            FfmpegBinary binary,
            EncoderFingerprint fingerprint,
            EncodeWorkspace workspace,
            Duration timeout) {
        this.profile = profile;
        this.binary = binary;
        this.workspace = workspace;
        this.timeout = timeout;
        this.profileHash =
                Blake3.hash(String.join("\n", profile.canonicalText(), FfmpegPlan.template(profile), fingerprint.text())
                        .getBytes(StandardCharsets.UTF_8));
    }

    /** Of the ffmpeg that this machine has, below its directory for temporary files. */
    public static FfmpegEncoder local(EncodeProfile profile) throws IOException, InterruptedException {
        FfmpegBinary binary = FfmpegBinary.find();
        return new FfmpegEncoder(
                profile, binary, EncoderFingerprint.of(binary), EncodeWorkspace.temporary(), DEFAULT_TIMEOUT);
    }

    @Override
    public Blake3Hash profileHash() {
        return profileHash;
    }

    @Override
    public EncodeOutcome encode(SourceWindow window) throws InterruptedException {
        FfmpegPlan plan = FfmpegPlan.of(profile, window);
        if (plan.rungs().isEmpty() && plan.audio().isEmpty()) {
            return new EncodeOutcome.Failed(
                    "profile \"" + profile.name() + "\" has no rendition for this window's streams");
        }
        try {
            Path directory = workspace.open();
            try {
                return encode(window, plan, directory);
            } finally {
                workspace.close(directory);
            }
        } catch (IOException e) {
            return new EncodeOutcome.Failed("window's files: " + e);
        }
    }

    private EncodeOutcome encode(SourceWindow window, FfmpegPlan plan, Path directory)
            throws IOException, InterruptedException {
        Path input = directory.resolve("window.ts");
        Files.write(input, window.input().transportStream());
        return switch (binary.run(plan.arguments(input, directory), timeout)) {
            case RunOutcome.Broken broken -> new EncodeOutcome.Failed(broken.reason());
            case RunOutcome.Finished finished -> collect(window, plan, directory, finished.cpu());
        };
    }

    private static EncodeOutcome collect(SourceWindow window, FfmpegPlan plan, Path directory, Duration cpu)
            throws IOException {
        long index = window.index().value();
        TfdtRewriter video = new TfdtRewriter(index, window.index().startTicks90k(window.cadence()));
        TfdtRewriter audio = new TfdtRewriter(index, window.index().startSamples48k(window.cadence()));
        List<EncodedTrack> tracks = new ArrayList<>();
        try {
            for (Rung rung : plan.rungs()) {
                tracks.add(track(directory, rung.rendition(), video));
            }
            for (AudioVariant variant : plan.audio()) {
                tracks.add(track(directory, variant.rendition(), audio));
            }
        } catch (MalformedBoxException e) {
            return new EncodeOutcome.Failed("ffmpeg's output: " + e.getMessage());
        }
        // A window is archived whole or not at all.
        return tracks.stream()
                .filter(track -> track.fragments().isEmpty())
                .findFirst()
                .<EncodeOutcome>map(
                        empty -> new EncodeOutcome.Failed("no frame of " + empty.rendition() + " lies in the window"))
                .orElseGet(() -> new EncodeOutcome.Encoded(tracks, cpu));
    }

    private static EncodedTrack track(Path directory, Rendition rendition, TfdtRewriter rewriter) throws IOException {
        CmafTrack file = CmafTrack.read(Files.readAllBytes(FfmpegPlan.output(directory, rendition)));
        List<Fragment> moved = file.fragments().stream().map(rewriter::rewrite).toList();
        return new EncodedTrack(rendition, file.init(), moved);
    }
}
