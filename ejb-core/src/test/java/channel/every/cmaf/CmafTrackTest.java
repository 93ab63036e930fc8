package channel.every.cmaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.encode.ffmpeg.SampleMedia;
import channel.every.time.Timescale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class CmafTrackTest {
    @Test
    void parts_put_end_to_end_are_the_file_again() {
        byte[] file = BoxBytes.concat(
                BoxBytes.init(),
                BoxBytes.fragment(BoxBytes.tfdt64(0), 3003, 3003),
                BoxBytes.fragment(BoxBytes.tfdt64(6006), 1501, 1502));
        CmafTrack track = CmafTrack.read(file);

        assertThat(SampleMedia.file(track.init(), track.fragments())).isEqualTo(file);
        assertThat(track.init().timescale()).isEqualTo(Timescale.VIDEO_90K);
        assertThat(track.fragments()).extracting(Fragment::decodeTime).containsExactly(0L, 6006L);
        assertThat(track.fragments()).extracting(Fragment::duration).containsExactly(6006L, 3003L);
        assertThat(track.fragments()).extracting(Fragment::sequence).containsExactly(1L, 1L);
    }

    @Test
    void a_file_of_ffmpegs_is_read_as_ffprobe_reads_it() {
        byte[] file = SampleMedia.made(
                List.of(
                        "-v",
                        "error",
                        "-f",
                        "lavfi",
                        "-i",
                        "testsrc2=size=64x64:rate=25",
                        "-t",
                        "2",
                        "-g",
                        "10",
                        "-c:v",
                        "libx264",
                        "-bf",
                        "0",
                        "-video_track_timescale",
                        "90000",
                        "-movflags",
                        "+cmaf+frag_keyframe+empty_moov+default_base_moof+skip_trailer",
                        "-f",
                        "mp4"),
                "oracle.mp4");
        CmafTrack track = CmafTrack.read(file);

        assertThat(SampleMedia.file(track.init(), track.fragments())).isEqualTo(file);
        assertThat(track.fragments()).hasSize(5);
        assertThat(track.fragments())
                .extracting(fragment -> Long.toString(fragment.decodeTime()))
                .isEqualTo(SampleMedia.packets(file, "dts,flags").stream()
                        .filter(line -> line.contains("K"))
                        .map(line -> line.replaceAll(",.*", ""))
                        .toList());
        assertThat(track.fragments()).extracting(Fragment::duration).containsOnly(10 * 3600L);
    }

    @Test
    void an_init_segment_alone_has_no_fragments() {
        assertThat(CmafTrack.read(BoxBytes.init()).fragments()).isEmpty();
    }

    @Test
    void a_default_duration_stands_for_every_sample() {
        byte[] tfhd = BoxBytes.fullBox("tfhd", 0, 0x02_003A, BoxBytes.words(1, 1, 1024, 300, 0));
        byte[] trun = BoxBytes.fullBox("trun", 0, 0x000_201, BoxBytes.words(47, 100), new byte[4 * 47]);
        byte[] moof = BoxBytes.box(
                "moof",
                BoxBytes.fullBox("mfhd", 0, 0, BoxBytes.words(9)),
                BoxBytes.box("traf", tfhd, BoxBytes.tfdt32(80), trun));
        CmafTrack track = CmafTrack.read(BoxBytes.concat(BoxBytes.init(), moof, BoxBytes.box("mdat")));

        assertThat(track.fragments()).singleElement().satisfies(fragment -> {
            assertThat(fragment.duration()).isEqualTo(47 * 1024);
            assertThat(fragment.decodeTime()).isEqualTo(80);
            assertThat(fragment.sequence()).isEqualTo(9);
        });
    }

    @Test
    void a_box_larger_than_the_file_is_refused_with_its_offset() {
        byte[] file = BoxBytes.concat(BoxBytes.init(), BoxBytes.words(4000, 0x6D6F_6F66));

        assertThatThrownBy(() -> CmafTrack.read(file))
                .isInstanceOfSatisfying(
                        MalformedBoxException.class, e -> assertThat(e.offset()).isEqualTo(BoxBytes.init().length))
                .hasMessage("box 'moof' has size 4000, its parent has room for 8 at byte " + BoxBytes.init().length);
    }

    @Test
    void a_cut_header_is_refused() {
        assertThatThrownBy(() -> CmafTrack.read(BoxBytes.concat(BoxBytes.init(), new byte[5])))
                .hasMessage("box header needs 8 bytes, there are 5 at byte " + BoxBytes.init().length);
    }

    @Test
    void a_moof_without_its_mdat_is_refused() {
        byte[] fragment = BoxBytes.fragment(BoxBytes.tfdt64(0), 1);
        byte[] file = BoxBytes.concat(BoxBytes.init(), Arrays.copyOf(fragment, fragment.length - 11));

        assertThatThrownBy(() -> CmafTrack.read(file)).hasMessageStartingWith("'moof' has no 'mdat'");
    }

    @Test
    void boxes_out_of_order_are_refused() {
        assertThatThrownBy(() -> CmafTrack.read(BoxBytes.concat(BoxBytes.box("moov"), BoxBytes.box("ftyp"))))
                .hasMessage("expected box 'ftyp', found 'moov' at byte 0");
    }

    @Test
    void two_tracks_in_one_fragment_are_refused() {
        byte[] moof = BoxBytes.box(
                "moof", BoxBytes.fullBox("mfhd", 0, 0, BoxBytes.words(1)), BoxBytes.box("traf"), BoxBytes.box("traf"));

        assertThatThrownBy(() -> CmafTrack.read(BoxBytes.concat(BoxBytes.init(), moof, BoxBytes.box("mdat"))))
                .hasMessageStartingWith("box 'moof' must hold one 'traf', it holds 2");
    }

    @Test
    void a_sample_table_longer_than_its_box_is_refused() {
        byte[] trun = BoxBytes.fullBox("trun", 0, 0x000_100, BoxBytes.words(1_000_000));
        byte[] moof = BoxBytes.box(
                "moof",
                BoxBytes.fullBox("mfhd", 0, 0, BoxBytes.words(1)),
                BoxBytes.box("traf", BoxBytes.fullBox("tfhd", 0, 0, BoxBytes.words(1)), BoxBytes.tfdt32(0), trun));

        assertThatThrownBy(() -> CmafTrack.read(BoxBytes.concat(BoxBytes.init(), moof, BoxBytes.box("mdat"))))
                .hasMessageContaining("announces 1000000 samples of 4 bytes, it has 0 bytes");
    }

    @Test
    void samples_of_no_known_length_are_refused() {
        byte[] trun = BoxBytes.fullBox("trun", 0, 0, BoxBytes.words(1));
        byte[] moof = BoxBytes.box(
                "moof",
                BoxBytes.fullBox("mfhd", 0, 0, BoxBytes.words(1)),
                BoxBytes.box("traf", BoxBytes.fullBox("tfhd", 0, 0, BoxBytes.words(1)), BoxBytes.tfdt32(0), trun));

        assertThatThrownBy(() -> CmafTrack.read(BoxBytes.concat(BoxBytes.init(), moof, BoxBytes.box("mdat"))))
                .hasMessageContaining("how long a sample is");
    }

    @Test
    void a_timescale_of_nothing_is_refused() {
        byte[] mdhd = BoxBytes.fullBox("mdhd", 0, 0, BoxBytes.words(0, 0, 0, 0, 0));
        byte[] file = BoxBytes.concat(
                BoxBytes.box("ftyp"), BoxBytes.box("moov", BoxBytes.box("trak", BoxBytes.box("mdia", mdhd))));

        assertThatThrownBy(() -> CmafTrack.read(file)).hasMessageStartingWith("mdhd timescale is 0");
    }

    @Test
    void no_mutation_of_a_file_gets_past_the_refusal() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        byte[] sound = BoxBytes.concat(BoxBytes.init(), BoxBytes.fragment(BoxBytes.tfdt64(0), 3003, 3003));
        List<Throwable> escaped = new ArrayList<>();
        for (int run = 0; run < 20_000; run++) {
            byte[] mutated = Arrays.copyOf(sound, random.nextInt(sound.length) + 1);
            for (int flip = random.nextInt(4); flip >= 0; flip--) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
            }
            try {
                CmafTrack.read(mutated);
            } catch (MalformedBoxException refused) {
                assertThat(refused.offset()).isBetween(0L, (long) mutated.length);
            } catch (RuntimeException e) {
                escaped.add(e);
            }
        }

        assertThat(escaped).as("seed %d", seed).isEmpty();
    }
}
