package channel.every.encode.ffmpeg;

import channel.every.encode.EncodeOutcome;
import channel.every.encode.EncodeProfile;
import channel.every.encode.WindowEncoder;
import channel.every.hash.Blake3;
import channel.every.hash.Blake3Hash;
import channel.every.window.SourceWindow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Encodes windows with ffmpeg, all renditions at once: each in a process of its own, or some in one. What a process writes lies in a
 * directory that is gone afterwards.
 */
public final class FfmpegEncoder implements WindowEncoder {
    /** A window takes a fraction of its length; this is for a machine that is very busy. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

    /** Shares out the start of a process; each more holds another encoder's memory, which costs what it saves. */
    static final int WINDOWS_A_PROCESS = 4;

    /** What is done to ffmpeg's output; raised whenever that means other bytes. */
    private static final String FORM = "on the shared clock, holes filled, needless pictures left out";

    private final EncodeProfile profile;
    private final FfmpegBinary binary;
    private final EncoderFingerprint build;
    private final EncodeWorkspace workspace;
    private final Duration timeout;
    private final Blake3Hash profileHash;

    public FfmpegEncoder(
            EncodeProfile profile,
            FfmpegBinary binary,
            EncoderFingerprint build,
            EncodeWorkspace workspace,
            Duration timeout) {
        this.profile = profile;
        this.binary = binary;
        this.build = build;
        this.workspace = workspace;
        this.timeout = timeout;
        this.profileHash = Blake3.hash(
                String.join("\n", profile.canonicalText(), FfmpegPlan.template(profile, build), FORM, build.text())
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
        return together(List.of(window)).getFirst();
    }

    @Override
    public List<EncodeOutcome> encodeAll(List<SourceWindow> windows) throws InterruptedException {
        List<EncodeOutcome> outcomes = new ArrayList<>();
        for (int from = 0; from < windows.size(); from += WINDOWS_A_PROCESS) {
            List<SourceWindow> few = windows.subList(from, Math.min(from + WINDOWS_A_PROCESS, windows.size()));
            List<EncodeOutcome> made = together(few);
            boolean broken = made.stream().anyMatch(EncodeOutcome.Failed.class::isInstance);
            // One that ffmpeg cannot take must not take its neighbours with it.
            outcomes.addAll(broken && few.size() > 1 ? WindowEncoder.super.encodeAll(few) : made);
        }
        return outcomes;
    }

    private List<EncodeOutcome> together(List<SourceWindow> windows) throws InterruptedException {
        FfmpegPlan plan = FfmpegPlan.of(profile, build, windows);
        if (plan.windows().stream().anyMatch(WindowPlan::empty)) {
            return failed(windows, "profile \"" + profile.name() + "\" has no rendition for this window's streams");
        }
        try {
            Path directory = workspace.open();
            try {
                return together(windows, plan, directory);
            } finally {
                workspace.close(directory);
            }
        } catch (IOException e) {
            return failed(windows, "window's files: " + e);
        }
    }

    private List<EncodeOutcome> together(List<SourceWindow> windows, FfmpegPlan plan, Path directory)
            throws IOException, InterruptedException {
        for (int i = 0; i < windows.size(); i++) {
            Files.write(
                    plan.windows().get(i).input(directory),
                    windows.get(i).input().transportStream());
        }
        switch (binary.run(plan.arguments(directory), timeout)) {
            case RunOutcome.Broken broken -> {
                return failed(windows, broken.reason());
            }
            case RunOutcome.Finished finished -> {
                Duration each = finished.cpu().dividedBy(windows.size());
                List<EncodeOutcome> outcomes = new ArrayList<>();
                for (int i = 0; i < windows.size(); i++) {
                    outcomes.add(new WindowOutput(windows.get(i), plan.windows().get(i), directory).collect(each));
                }
                return outcomes;
            }
        }
    }

    private static List<EncodeOutcome> failed(List<SourceWindow> windows, String reason) {
        return windows.stream()
                .<EncodeOutcome>map(window -> new EncodeOutcome.Failed(reason))
                .toList();
    }
}
