package channel.every.encode.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.encode.ReferenceVerdict;
import channel.every.hash.Blake3;
import channel.every.hash.Blake3Hash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EncoderReferenceTest {
    private static final Blake3Hash NONE = Blake3.hash(new byte[0]);

    /**
     * Models of qemu-user that cannot do what the native CPU can, and do it with other code; SSE4.2 is the least that is promised.
     * {@code -Dec.cpu.models=...} names others.
     */
    private static final List<String> MODELS =
            List.of(System.getProperty("ec.cpu.models", "Nehalem,Haswell").split(","));

    private static FfmpegBinary ffmpeg = new FfmpegBinary(Path.of("unset"));
    private static EncoderFingerprint fingerprint = new EncoderFingerprint("unset", "unset");
    private static EncoderReference made = new EncoderReference(NONE, NONE);

    @TempDir
    Path root = Path.of("unset");

    @BeforeAll
    static void makes_the_reference() throws Exception {
        ffmpeg = SampleMedia.ffmpeg();
        fingerprint = EncoderFingerprint.of(ffmpeg);
        made = EncoderReference.of(ffmpeg, fingerprint, EncodeWorkspace.temporary());
    }

    @Test
    void every_cpu_makes_the_same_bytes() throws Exception {
        for (String model : MODELS) {
            FfmpegBinary emulated = script("exec qemu-x86_64 -cpu " + model + " " + ffmpeg.path() + " \"$@\"");
            assertThat(EncoderReference.of(emulated, fingerprint, new EncodeWorkspace(root.resolve(model))))
                    .as("on %s (needs qemu-x86_64: apt-get install qemu-user)", model)
                    .isEqualTo(made);
        }
    }

    @Test
    void a_known_build_makes_what_the_book_says() throws Exception {
        ReferenceBook book = new ReferenceBook(root.resolve("deep/references.json"));
        ReferenceVerdict first = book.judge(made);

        assertThat(first)
                .isEqualTo(
                        ReferenceBook.shipped().containsKey(made.encoder().toString())
                                ? new ReferenceVerdict.Confirmed(made.bytes())
                                : new ReferenceVerdict.Recorded(made.bytes()));
        assertThat(book.judge(made)).isEqualTo(new ReferenceVerdict.Confirmed(made.bytes()));
    }

    @Test
    void an_unknown_build_is_recorded_and_other_bytes_of_it_are_an_alarm_from_then_on() throws Exception {
        ReferenceBook book = new ReferenceBook(root.resolve("references.json"));
        EncoderReference unknown = new EncoderReference(Blake3.hash(new byte[] {1}), made.bytes());
        EncoderReference broken = new EncoderReference(unknown.encoder(), NONE);

        assertThat(book.judge(unknown)).isInstanceOf(ReferenceVerdict.Recorded.class);
        assertThat(new ReferenceBook(root.resolve("references.json")).judge(broken))
                .isEqualTo(new ReferenceVerdict.Differs(made.bytes(), NONE))
                .matches(ReferenceVerdict::alarming);
        assertThat(book.judge(unknown).alarming()).isFalse();
    }

    @Test
    void another_encoder_makes_other_bytes() throws Exception {
        FfmpegBinary other =
                script("for word; do case \"$word\" in cpu-independent=1*) word=\"$word:aq-mode=0\";; esac;"
                        + " set -- \"$@\" \"$word\"; shift; done; exec " + ffmpeg.path() + " \"$@\"");
        EncoderReference reference = EncoderReference.of(other, fingerprint, new EncodeWorkspace(root));

        assertThat(reference.encoder()).isEqualTo(made.encoder());
        assertThat(reference.bytes()).isNotEqualTo(made.bytes());
    }

    @Test
    void a_book_that_is_none_is_named_with_the_remedy() throws Exception {
        Path file = Files.writeString(root.resolve("references.json"), "{");

        assertThatThrownBy(() -> new ReferenceBook(file).judge(new EncoderReference(NONE, NONE)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + " is no book of references (remove it to begin a new one): ");
    }

    @Test
    void an_encoder_that_cannot_do_it_says_why() throws Exception {
        FfmpegBinary crashing = script("echo '[error] no such filter' >&2; exit 1");

        assertThatThrownBy(() -> EncoderReference.of(crashing, fingerprint, new EncodeWorkspace(root)))
                .isInstanceOf(IOException.class)
                .hasMessage("the reference cannot be made: ffmpeg: no such filter");
    }

    private FfmpegBinary script(String body) throws IOException {
        Path script = Files.write(
                root.resolve("ffmpeg-double"), ("#!/bin/bash\n" + body + "\n").getBytes(StandardCharsets.UTF_8));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new FfmpegBinary(script);
    }
}
