package channel.every.proof;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.clock.ChunkCadence;
import channel.every.cmaf.Fragment;
import channel.every.encode.EncodeOutcome;
import channel.every.encode.EncodedTrack;
import channel.every.encode.WindowEncoder;
import channel.every.encode.ffmpeg.SampleMedia;
import channel.every.window.ChopperSettings;
import channel.every.window.SourceWindow;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The windows of a recording, each encoded by itself, put end to end. */
record JoinedWindows(List<SourceWindow> sources, List<List<EncodedTrack>> windows) {
    static JoinedWindows of(byte[] recording, WindowEncoder encoder) throws IOException, InterruptedException {
        WindowReader reader = new WindowReader(
                new ByteArrayInputStream(recording), "recording", ChopperSettings.recording(ChunkCadence.DEFAULT));
        List<SourceWindow> sources = new ArrayList<>();
        for (CutWindow cut = reader.next(); cut != null; cut = reader.next()) {
            sources.add(cut.window());
        }
        List<List<EncodedTrack>> windows = new ArrayList<>();
        for (EncodeOutcome outcome : encoder.encodeAll(sources)) {
            assertThat(outcome).isInstanceOf(EncodeOutcome.Encoded.class);
            windows.add(((EncodeOutcome.Encoded) outcome).tracks());
        }
        return new JoinedWindows(sources, windows);
    }

    /** All fragments of a rendition. */
    List<Fragment> fragments(int rendition) {
        return windows.stream()
                .flatMap(tracks -> tracks.get(rendition).fragments().stream())
                .toList();
    }

    /** Init segment and all fragments of a rendition. */
    byte[] file(int rendition) {
        return SampleMedia.file(windows.getFirst().get(rendition).init(), fragments(rendition));
    }

    /** On the rendition's clock, where the first fragment starts. */
    long start(int rendition) {
        return fragments(rendition).getFirst().decodeTime();
    }
}
