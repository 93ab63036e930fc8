package channel.every.encode.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.data.Percentage.withPercentage;

import channel.every.clock.ChunkCadence;
import channel.every.clock.ChunkIndex;
import channel.every.cmaf.Fragment;
import channel.every.encode.AudioVariant;
import channel.every.encode.ChannelLayout;
import channel.every.encode.EncodeOutcome;
import channel.every.encode.EncodeProfile;
import channel.every.encode.EncodedTrack;
import channel.every.encode.PictureRate;
import channel.every.identity.Label;
import channel.every.identity.Rendition;
import channel.every.ts.TsPacket;
import channel.every.window.AudioCodec;
import channel.every.window.AudioStream;
import channel.every.window.BroadcastSample;
import channel.every.window.ChopperEvent;
import channel.every.window.ChopperSettings;
import channel.every.window.Language;
import channel.every.window.SourceWindow;
import channel.every.window.WindowChopper;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A program with English in AC-3 5.1 and Spanish in MPEG audio, under a profile that makes several renditions of both. */
final class LanguagesTest {
    private static final EncodeProfile PROFILE = new EncodeProfile(
            new Label("languages"),
            1,
            PictureRate.FRAME,
            List.of(),
            List.of(
                    variant("main", ChannelLayout.SURROUND, null),
                    variant("eng", ChannelLayout.STEREO, "eng"),
                    variant("spa", ChannelLayout.STEREO, "spa"),
                    variant("fra", ChannelLayout.STEREO, "fra")));

    private static final int ENGLISH_TONE = 440;
    private static final int SPANISH_TONE = 880;

    /** A receiver that tunes in so much later begins in the middle of PES packets. */
    private static final int LATER = 501;

    private static byte[] broadcast = {};
    private static SortedMap<ChunkIndex, SourceWindow> windows = new TreeMap<>();

    @BeforeAll
    static void receives_it() throws Exception {
        broadcast = BroadcastSample.atsc("-f lavfi -i testsrc2=size=160x90:rate=30000/1001"
                        + " -f lavfi -i sine=frequency=" + ENGLISH_TONE + ":sample_rate=48000"
                        + " -f lavfi -i sine=frequency=" + SPANISH_TONE + ":sample_rate=48000 -t 7"
                        + " -map 0:v -map 1:a -map 2:a -c:v mpeg2video -g 15 -bf 2 -b:v 400k"
                        + " -c:a:0 ac3 -b:a:0 384k -ac:a:0 6 -metadata:s:a:0 language=eng"
                        + " -c:a:1 mp2 -b:a:1 192k -ac:a:1 2 -metadata:s:a:1 language=spa")
                .packets();
        windows = received(broadcast);
    }

    @Test
    void its_windows_carry_both_and_say_so() {
        assertThat(some().input().audio())
                .extracting(AudioStream::codec, AudioStream::languages)
                .containsExactly(
                        tuple(AudioCodec.AC3, List.of(new Language("eng"))),
                        tuple(AudioCodec.MPEG1, List.of(new Language("spa"))));
    }

    @Test
    void each_rendition_is_in_its_language_or_the_programs_first_and_says_no_other() throws Exception {
        List<EncodedTrack> tracks = tracks(some());

        assertThat(tracks)
                .extracting(track -> track.rendition().name().value())
                .containsExactly("main", "eng", "spa", "fra");
        assertThat(tracks.stream().map(LanguagesTest::channels)).containsExactly(6, 2, 2, 2);
        assertThat(tracks.stream().map(LanguagesTest::language)).containsExactly("", "eng", "spa", "");
        assertThat(crossings(tracks.get(1))).isCloseTo(2 * ENGLISH_TONE, withPercentage(5));
        assertThat(crossings(tracks.get(2))).isCloseTo(2 * SPANISH_TONE, withPercentage(5));
        assertThat(crossings(tracks.get(3))).isCloseTo(2 * ENGLISH_TONE, withPercentage(5));
    }

    @Test
    void a_receiver_that_came_later_makes_the_same_of_them() throws Exception {
        SortedMap<ChunkIndex, SourceWindow> later =
                received(Arrays.copyOfRange(broadcast, LATER * TsPacket.SIZE, broadcast.length));

        assertThat(later).hasSizeGreaterThanOrEqualTo(2);
        later.forEach((index, window) -> assertThat(window.input().hash())
                .isEqualTo(at(windows, index).input().hash()));
        ChunkIndex last = later.lastKey();
        assertThat(bytes(tracks(at(later, last))))
                .usingRecursiveComparison()
                .isEqualTo(bytes(tracks(at(windows, last))));
    }

    private static AudioVariant variant(String name, ChannelLayout layout, @Nullable String language) {
        return new AudioVariant(Rendition.of(name), 128_000, layout, language == null ? null : new Language(language));
    }

    private static SortedMap<ChunkIndex, SourceWindow> received(byte[] stream) {
        SortedMap<ChunkIndex, SourceWindow> closed = new TreeMap<>();
        WindowChopper chopper = new WindowChopper(
                ChopperSettings.recording(ChunkCadence.DEFAULT).withAudio(PROFILE.audioWishes()), event -> {
                    if (event instanceof ChopperEvent.WindowClosed window) {
                        closed.put(window.window().index(), window.window());
                    }
                });
        chopper.feed(stream, 0, stream.length);
        chopper.closeDue();
        chopper.finish();
        return closed;
    }

    private static SourceWindow at(SortedMap<ChunkIndex, SourceWindow> windows, ChunkIndex index) {
        return Objects.requireNonNull(windows.get(index), () -> "no window " + index);
    }

    private static SourceWindow some() {
        return at(windows, windows.lastKey());
    }

    private static List<EncodedTrack> tracks(SourceWindow window) throws Exception {
        EncodeOutcome outcome = FfmpegEncoder.local(PROFILE).encode(window);
        assertThat(outcome).isInstanceOf(EncodeOutcome.Encoded.class);
        return ((EncodeOutcome.Encoded) outcome).tracks();
    }

    private static List<byte[]> bytes(List<EncodedTrack> tracks) {
        return tracks.stream()
                .flatMap(track -> Stream.concat(
                        Stream.of(track.init().bytes()),
                        track.fragments().stream().map(Fragment::bytes)))
                .toList();
    }

    private static byte[] file(EncodedTrack track) {
        return SampleMedia.file(track.init(), track.fragments());
    }

    private static int channels(EncodedTrack track) {
        return Integer.parseInt(SampleMedia.stream(file(track), "channels").getFirst());
    }

    private static String language(EncodedTrack track) {
        String said =
                SampleMedia.tags(file(track), "language").stream().findFirst().orElse("");
        return said.equals("und") ? "" : said;
    }

    private static double crossings(EncodedTrack track) {
        double seconds =
                track.fragments().stream().mapToLong(Fragment::duration).sum() / 48_000.0;
        return SampleMedia.zeroCrossings(file(track)) / seconds;
    }
}
