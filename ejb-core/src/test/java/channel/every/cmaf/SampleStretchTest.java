package channel.every.cmaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.encode.ffmpeg.SampleMedia;
import channel.every.time.Timescale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SampleStretchTest {
    private static final SampleStretch STRETCH = new SampleStretch(1000, 5000);

    @Test
    void durations_in_the_table_are_patched_and_nothing_else_changes() {
        byte[] bytes = BoxBytes.fragment(BoxBytes.tfdt64(7000), 3003, 3003, 3003);
        Fragment longer = STRETCH.apply(fragment(bytes, 7000));

        assertThat(longer.bytes()).isEqualTo(BoxBytes.fragment(BoxBytes.tfdt64(6000), 4003, 3003, 8003));
        assertThat(longer.decodeTime()).isEqualTo(6000);
        assertThat(longer.duration()).isEqualTo(9009 + 6000);
    }

    @Test
    void a_single_sample_takes_both() {
        Fragment longer = STRETCH.apply(fragment(BoxBytes.fragment(BoxBytes.tfdt64(1000), 3003), 1000));

        assertThat(longer.bytes()).isEqualTo(BoxBytes.fragment(BoxBytes.tfdt64(0), 9003));
    }

    @Test
    void no_stretch_is_the_same_fragment() {
        Fragment fragment = fragment(BoxBytes.fragment(BoxBytes.tfdt64(0), 3003), 0);

        assertThat(new SampleStretch(0, 0).apply(fragment)).isSameAs(fragment);
    }

    /** ffmpeg gives samples of one length a default; ffprobe reads what became of it, and decodes every sample as before. */
    @Test
    void default_durations_become_a_table_that_ffprobe_reads() {
        byte[] file = SampleMedia.made(
                List.of(("-v error -f lavfi -i testsrc2=size=64x64:rate=30:duration=0.2 -c:v libx264 -bf 0 -threads 1"
                                + " -video_track_timescale 90000 -movflags +empty_moov+default_base_moof -f mp4")
                        .split(" ")),
                "plain.mp4");
        CmafTrack track = CmafTrack.read(withoutIndex(file));
        Fragment longer = STRETCH.apply(
                new TfdtRewriter(1, 90_000).rewrite(track.fragments().getFirst()));
        List<String> expected = new ArrayList<>(SampleMedia.packets(
                SampleMedia.file(track.init(), List.of(track.fragments().getFirst())), "size"));

        byte[] stretched = SampleMedia.file(track.init(), List.of(longer));
        assertThat(SampleMedia.packets(stretched, "size")).isEqualTo(expected).hasSize(6);
        assertThat(SampleMedia.packets(stretched, "pts"))
                .containsExactly("89000", "93000", "96000", "99000", "102000", "105000");
        assertThat(CmafTrack.read(stretched).fragments().getFirst().duration()).isEqualTo(24_000);
        assertThat(SampleMedia.complaints(stretched)).isEmpty();
    }

    @Test
    void a_fragment_without_samples_is_refused() {
        Fragment empty = fragment(BoxBytes.fragment(BoxBytes.tfdt64(0)), 0);

        assertThatThrownBy(() -> STRETCH.apply(empty))
                .isInstanceOf(MalformedBoxException.class)
                .hasMessageStartingWith("box 'trun' has no sample");
    }

    @Test
    void nothing_is_shortened() {
        assertThatThrownBy(() -> new SampleStretch(-1, 0)).hasMessageContaining("never shortened: -1, 0");
    }

    /** ffmpeg ends a file with a random access index that is no part of CMAF. */
    private static byte[] withoutIndex(byte[] file) {
        List<Box> boxes = Box.sequence(file, 0, file.length);
        assertThat(boxes.getLast().type()).isEqualTo("mfra");
        return Arrays.copyOf(file, boxes.getLast().offset());
    }

    private static Fragment fragment(byte[] bytes, long decodeTime) {
        long duration = TrackRun.duration(
                Box.at(bytes, 0, bytes.length).child("traf").child("trun"),
                Box.at(bytes, 0, bytes.length).child("traf").child("tfhd"));
        return new Fragment(bytes, 1, decodeTime, Timescale.VIDEO_90K, duration);
    }
}
