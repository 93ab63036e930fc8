package channel.every.encode.ffmpeg;

import channel.every.cmaf.CmafTrack;
import channel.every.cmaf.Fragment;
import channel.every.cmaf.MalformedBoxException;
import channel.every.cmaf.TfdtRewriter;
import channel.every.encode.AudioVariant;
import channel.every.encode.EncodeOutcome;
import channel.every.encode.EncodedTrack;
import channel.every.encode.PictureSpan;
import channel.every.encode.Rung;
import channel.every.identity.Rendition;
import channel.every.window.FrameRate;
import channel.every.window.SourceWindow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What ffmpeg wrote of one window, checked and moved onto the shared clock. */
record WindowOutput(SourceWindow window, WindowPlan plan, Path directory) {
    /** A window is made whole or not at all. */
    EncodeOutcome collect(Duration cpu) throws IOException {
        List<EncodedTrack> tracks = new ArrayList<>();
        try {
            for (Rung rung : plan.rungs()) {
                tracks.add(video(rung.rendition()));
            }
            for (AudioVariant variant : plan.variants()) {
                tracks.add(audio(variant.rendition()));
            }
        } catch (MalformedBoxException e) {
            return new EncodeOutcome.Failed("ffmpeg's output: " + e.getMessage());
        } catch (NoSuchFileException e) {
            return new EncodeOutcome.Failed("ffmpeg ended well without writing " + e.getFile());
        }
        return tracks.stream()
                .filter(track -> track.fragments().isEmpty())
                .findFirst()
                .<EncodeOutcome>map(
                        empty -> new EncodeOutcome.Failed("no frame of " + empty.rendition() + " lies in the window"))
                .orElseGet(() -> new EncodeOutcome.Encoded(tracks, cpu));
    }

    private EncodedTrack video(Rendition rendition) throws IOException {
        CmafTrack file = read(rendition);
        List<Fragment> timed = moved(file.fragments(), 0, -plan.outputStart90k());
        FrameRate rate = plan.frameRate();
        Optional<PictureSpan> span = PictureSpan.of(window.input(), window.cadence());
        List<Fragment> filled =
                rate == null || span.isEmpty() ? timed : span.get().fill(timed, rate);
        return track(rendition, file, filled, window.index().startTicks90k(window.cadence()));
    }

    private EncodedTrack audio(Rendition rendition) throws IOException {
        CmafTrack file = read(rendition);
        long shift = window.index().startSamples48k(window.cadence()) - plan.outputStart48k();
        return track(rendition, file, file.fragments(), shift);
    }

    private CmafTrack read(Rendition rendition) throws IOException {
        return CmafTrack.read(Files.readAllBytes(plan.output(directory, rendition)));
    }

    private EncodedTrack track(Rendition rendition, CmafTrack file, List<Fragment> fragments, long shift) {
        return new EncodedTrack(
                rendition, file.init(), moved(fragments, window.index().value(), shift));
    }

    private static List<Fragment> moved(List<Fragment> fragments, long sequence, long shift) {
        TfdtRewriter rewriter = new TfdtRewriter(sequence, shift);
        return fragments.stream().map(rewriter::rewrite).toList();
    }
}
