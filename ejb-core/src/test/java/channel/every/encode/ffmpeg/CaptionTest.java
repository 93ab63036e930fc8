package channel.every.encode.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.cmaf.Fragment;
import channel.every.encode.EncodeOutcome;
import channel.every.encode.EncodeProfile;
import channel.every.encode.EncodedTrack;
import channel.every.encode.PictureRate;
import channel.every.encode.Rung;
import channel.every.encode.X264Preset;
import channel.every.identity.Label;
import channel.every.identity.Rendition;
import channel.every.window.SourceWindow;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Captions of the source are in the SEI of the encoded pictures (A/53 part 4, 6.2.3.1; ISO/IEC 14496-10 D.1.6): each once, in its place. */
final class CaptionTest {
    /** The first frame of the window: half a second of decoder context goes ahead of it. */
    private static final int FIRST = 15;

    private static final int FRAMES = 30;
    private static final int MDAT = 0x6D646174;
    private static final int SEI = 6;

    @TempDir
    static Path root = Path.of("unset");

    private static SourceWindow window;

    @BeforeAll
    static void makes_a_window() {
        window = CaptionedWindow.make(root);
    }

    @Test
    void each_frame_keeps_its_captions() throws Exception {
        assertThat(captions(PictureRate.FRAME)).isEqualTo(numbers());
    }

    @Test
    void of_two_fields_the_first_has_the_captions_of_their_frame() throws Exception {
        List<String> captions = captions(PictureRate.FIELD);

        assertThat(captions).hasSize(2 * FRAMES);
        assertThat(captions.stream().filter(each -> !each.isEmpty()).toList()).isEqualTo(numbers());
        if (EncoderFingerprint.of(SampleMedia.ffmpeg()).copiesCaptions()) {
            assertThat(IntStream.range(0, FRAMES)
                            .mapToObj(i -> captions.get(2 * i))
                            .toList())
                    .isEqualTo(numbers());
        }
    }

    private static List<String> numbers() {
        return IntStream.range(FIRST, FIRST + FRAMES)
                .mapToObj(number -> String.format("%02d", number))
                .toList();
    }

    /** The letters of each picture, none where it has no captions. */
    private static List<String> captions(PictureRate rate) throws Exception {
        EncodeProfile profile = new EncodeProfile(
                new Label("captions"),
                1,
                rate,
                List.of(new Rung(Rendition.of("72p"), 128, 72, X264Preset.ULTRAFAST, 23)),
                List.of());
        FfmpegBinary ffmpeg = SampleMedia.ffmpeg();
        FfmpegEncoder encoder = new FfmpegEncoder(
                profile, ffmpeg, EncoderFingerprint.of(ffmpeg), EncodeWorkspace.temporary(), Duration.ofMinutes(1));
        assertThat(encoder.encode(window)).isInstanceOf(EncodeOutcome.Encoded.class);
        EncodedTrack track =
                ((EncodeOutcome.Encoded) encoder.encode(window)).tracks().getFirst();
        List<String> captions = new ArrayList<>();
        for (Fragment fragment : track.fragments()) {
            ByteBuffer boxes = ByteBuffer.wrap(fragment.bytes());
            while (boxes.hasRemaining()) {
                int size = boxes.getInt(boxes.position());
                if (boxes.getInt(boxes.position() + 4) == MDAT) {
                    captions.addAll(pictures(boxes.slice(boxes.position() + 8, size - 8)));
                }
                boxes.position(boxes.position() + size);
            }
        }
        return captions;
    }

    /** NAL units, each behind its length; a picture is one slice here. */
    private static List<String> pictures(ByteBuffer samples) {
        List<String> captions = new ArrayList<>();
        String letters = "";
        while (samples.hasRemaining()) {
            byte[] unit = new byte[samples.getInt()];
            samples.get(unit);
            int type = unit[0] & 0x1F;
            if (type == SEI) {
                String text = new String(unit, StandardCharsets.ISO_8859_1);
                int at = text.indexOf("GA94");
                // identifier 4, type 1, count 1, reserved 1, flags of the first triplet 1
                letters = at < 0 ? letters : letters + text.substring(at + 8, at + 10);
            } else if (type == 1 || type == 5) {
                captions.add(letters);
                letters = "";
            }
        }
        return captions;
    }
}
