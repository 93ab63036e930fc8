package channel.every.proof;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.cmaf.Fragment;
import channel.every.encode.AudioVariant;
import channel.every.encode.ChannelLayout;
import channel.every.encode.EncodeProfile;
import channel.every.encode.EncodedTrack;
import channel.every.encode.PictureRate;
import channel.every.encode.Rung;
import channel.every.encode.X264Preset;
import channel.every.encode.ffmpeg.FfmpegEncoder;
import channel.every.encode.ffmpeg.SampleMedia;
import channel.every.hash.Blake3;
import channel.every.identity.Label;
import channel.every.identity.Rendition;
import channel.every.station.StationRecording;
import channel.every.station.TestBroadcasts;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A minute of windows, each encoded by itself from nothing but itself, is one medium when put end to end. */
final class JoinTest {
    static final EncodeProfile PROFILE = new EncodeProfile(
            new Label("join"),
            1,
            PictureRate.FRAME,
            List.of(new Rung(Rendition.of("180p"), 320, 180, X264Preset.ULTRAFAST, 28)),
            List.of(new AudioVariant(Rendition.of("audio"), 128_000, ChannelLayout.STEREO, null)));

    private static final int VIDEO = 0;
    private static final int AUDIO = 1;

    /** The station's broadcast at 60000/1001 Hz: at 1001 ms that is exact. */
    private static final int PICTURES = 60;

    /** Twice as fast halves the wait; every other picture is then skipped by the display, whatever its place. */
    private static final double RATE = 2;

    private static byte[] recording = {};
    private static JoinedWindows joined = new JoinedWindows(List.of(), List.of());

    @TempDir
    Path directory = Path.of("unset");

    @BeforeAll
    static void encodes_a_minute_of_a_station() throws Exception {
        recording = StationRecording.of(
                        TestBroadcasts.open(TestBroadcasts.atsc()),
                        Instant.parse("2026-11-20T20:00:00Z"),
                        Duration.ofSeconds(64))
                .toBytes();
        joined = JoinedWindows.of(recording, FfmpegEncoder.local(PROFILE));
        assertThat(joined.windows()).hasSizeGreaterThanOrEqualTo(60);
    }

    @Test
    void every_fragment_begins_where_the_one_before_ends_and_every_init_segment_is_the_same() {
        for (int rendition : List.of(VIDEO, AUDIO)) {
            List<Fragment> fragments = joined.fragments(rendition);
            assertThat(fragments).hasSameSizeAs(joined.windows());
            for (int i = 1; i < fragments.size(); i++) {
                Fragment before = fragments.get(i - 1);
                assertThat(fragments.get(i).decodeTime()).isEqualTo(before.decodeTime() + before.duration());
            }
            assertThat(joined.windows())
                    .extracting(
                            tracks -> Blake3.hash(tracks.get(rendition).init().bytes()))
                    .containsOnly(Blake3.hash(
                            joined.windows().getFirst().get(rendition).init().bytes()));
        }
        assertThat(joined.fragments(VIDEO)).extracting(Fragment::duration).containsOnly(90_090L);
    }

    /** ISO/IEC 23000-19 7.3.2: a chunk is one moof, one mdat; a 64-bit tfdt; the first sample starts a coded video sequence. */
    @Test
    void every_fragment_is_a_cmaf_chunk_that_begins_with_a_sync_sample() {
        for (List<EncodedTrack> tracks : joined.windows()) {
            for (EncodedTrack track : tracks) {
                ByteBuffer bytes = ByteBuffer.wrap(track.fragments().getFirst().bytes());
                int moof = bytes.getInt(0);
                assertThat(type(bytes, 0)).isEqualTo("moof");
                assertThat(type(bytes, moof)).isEqualTo("mdat");
                assertThat(moof + bytes.getInt(moof)).isEqualTo(bytes.capacity());
                assertThat(bytes.get(find(bytes, "tfdt") + 4))
                        .as("tfdt version")
                        .isEqualTo((byte) 1);
            }
            ByteBuffer video =
                    ByteBuffer.wrap(tracks.getFirst().fragments().getFirst().bytes());
            int trun = find(video, "trun");
            assertThat(video.getInt(trun + 4) & 0x5)
                    .as("data offset and first sample flags")
                    .isEqualTo(5);
            assertThat(video.getInt(trun + 16)).as("first sample flags").isEqualTo(0x0200_0000);
        }
    }

    private static String type(ByteBuffer bytes, int box) {
        return StandardCharsets.ISO_8859_1.decode(bytes.slice(box + 4, 4)).toString();
    }

    private static int find(ByteBuffer bytes, String type) {
        int at = 4;
        while (!type(bytes, at - 4).equals(type)) {
            at++;
        }
        return at;
    }

    @Test
    void ffmpeg_and_ffprobe_have_nothing_to_complain_about_and_count_every_picture_and_sample() throws Exception {
        byte[] video = joined.file(VIDEO);
        byte[] audio = joined.file(AUDIO);
        long frames =
                joined.fragments(AUDIO).stream().mapToLong(Fragment::duration).sum() / 1024;

        assertThat(SampleMedia.complaints(video)).isEmpty();
        assertThat(SampleMedia.complaints(audio)).isEmpty();
        assertThat(SampleMedia.packets(video, "flags"))
                .hasSize(PICTURES * joined.windows().size())
                .filteredOn("K_"::equals)
                .hasSameSizeAs(joined.windows());
        assertThat(SampleMedia.packets(audio, "pts")).hasSize(Math.toIntExact(frames));
        assertThat(SourceClock.samples(Files.write(directory.resolve("audio.mp4"), audio)))
                .hasSize(Math.toIntExact(1024 * frames));
    }

    @Test
    void sound_lies_against_the_picture_as_in_the_source() throws Exception {
        SourceClock source = SourceClock.of(recording, directory);
        byte[] pictures = SourceClock.thumbnails(Files.write(directory.resolve("video.mp4"), joined.file(VIDEO)));
        short[] samples = SourceClock.samples(Files.write(directory.resolve("audio.mp4"), joined.file(AUDIO)));
        for (int window : List.of(3, 20, 31, 45, joined.windows().size() - 4)) {
            long shown = joined.fragments(VIDEO).get(window).decodeTime();
            long stamp = source.stampOf(pictures, window * PICTURES);
            long sample = Math.ceilDiv(shown * 8, 15) - joined.start(AUDIO);

            assertThat(source.stampOf(pictures, window * PICTURES - 1))
                    .as("last before the join")
                    .isBetween(stamp - 1502, stamp - 1501);
            assertThat(source.lag(SourceClock.part(samples, sample, 24_000), stamp))
                    .as("samples of lag at window %d, of 48 a millisecond", window)
                    .isBetween(-48L, 48L);
        }
    }

    @Test
    void chromium_plays_it_in_one_buffered_range_and_decodes_every_picture() throws Exception {
        JsonNode played = PlayedWindows.play(joined, RATE, directory);
        int windows = joined.windows().size();

        assertThat(played.path("ended").asBoolean()).as("%s", played).isTrue();
        assertThat(played.path("error").isNull()).isTrue();
        for (int rendition : List.of(VIDEO, AUDIO)) {
            assertThat(played.path("buffered").path(rendition)).hasSize(1);
        }
        assertThat(played.path("buffered").path(VIDEO).path(0).path(1).asDouble())
                .isBetween(1.001 * windows - 0.001, 1.001 * windows + 0.001);
        assertThat(played.path("total").asInt()).isEqualTo(PICTURES * windows);
        assertThat(played.path("corrupted").asInt()).isZero();
        assertThat(played.path("stalls")).isEmpty();
        int[] shown = new int[PICTURES];
        played.path("presented")
                .forEach(time -> shown[Math.toIntExact(Math.round(time.asDouble() * 60_000 / 1001)) % PICTURES]++);
        double usual = (double) played.path("presented").size() / PICTURES;
        // A join that costs a picture costs it in every window; what a busy machine skips lies anywhere.
        assertThat(shown[0])
                .as("first pictures on screen, of %s at other places", usual)
                .isGreaterThan((int) (usual / 2));
        assertThat(shown[PICTURES - 1]).as("last pictures on screen").isGreaterThan((int) (usual / 2));
    }
}
