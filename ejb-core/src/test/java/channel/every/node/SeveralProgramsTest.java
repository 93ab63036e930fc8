package channel.every.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.archive.file.FileObjectStore;
import channel.every.archive.file.JsonLinesIndex;
import channel.every.encode.EncodeOutcome;
import channel.every.encode.WindowEncoder;
import channel.every.hash.Blake3;
import channel.every.hash.Blake3Hash;
import channel.every.identity.Label;
import channel.every.identity.SourceIdentity;
import channel.every.proof.ProofArchiver;
import channel.every.window.ChopperSettings;
import channel.every.window.FrameRate;
import channel.every.window.SourceWindow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A multiplex of two programs, read once and cut for two publishers side by side. */
class SeveralProgramsTest {
    private static final InstantSource NOW = InstantSource.fixed(Instant.parse("2026-06-08T12:00:00Z"));

    @TempDir
    private Path directory;

    private final List<SourceWindow> encoded = new ArrayList<>();

    private static NodeSettings settings(String... pairs) {
        Map<String, String> keys = new TreeMap<>(Map.of("every-channel.tuner.t.url", "http://10.0.0.7"));
        for (int i = 0; i < pairs.length; i += 2) {
            keys.put("every-channel.publisher." + pairs[i], pairs[i + 1]);
        }
        return NodeSettings.read(keys.keySet(), key -> Optional.ofNullable(keys.get(key)), Path.of("data"));
    }

    private static NodeSettings twoPrograms() {
        return settings(
                "seven.tuner",
                "t",
                "seven.channel",
                "ch473000000",
                "seven.program",
                "7",
                "nine.tuner",
                "t",
                "nine.channel",
                "ch473000000",
                "nine.program",
                "9");
    }

    @Test
    void publishers_of_two_programs_tune_alike_and_so_share_a_read() {
        List<PublisherSettings> publishers = twoPrograms().publishers();
        assertThat(publishers.getFirst().tune()).isEqualTo(publishers.getLast().tune());
        assertThat(twoPrograms().broadcasts().map(Label::value))
                .containsExactly("ch-ch473000000-9", "ch-ch473000000-7");
    }

    @Test
    void two_names_for_one_program_are_refused() {
        assertThatThrownBy(() -> settings(
                        "a.tuner",
                        "t",
                        "a.channel",
                        "5.1",
                        "a.program",
                        "7",
                        "b.tuner",
                        "t",
                        "b.channel",
                        "5.1",
                        "b.program",
                        "7"))
                .hasMessageContaining("two names for one source");
        assertThatThrownBy(() -> settings(
                        "a.tuner", "t", "a.channel", "5.1", "a.program", "7", "b.tuner", "t", "b.channel", "5.1"))
                .hasMessageContaining("two names for one source");
        assertThatThrownBy(() -> settings("a.tuner", "t", "a.channel", "5.1", "a.program", "70000"))
                .hasMessage("every-channel.publisher.a.program must be a whole number from 1 to 65535: \"70000\"");
    }

    @Test
    void one_read_gives_each_publisher_the_windows_of_its_own_program() throws Exception {
        byte[] multiplex = multiplex();
        List<Publisher> publishers = new ArrayList<>();
        for (PublisherSettings each : twoPrograms().publishers()) {
            publishers.add(publisher(each));
        }
        for (int at = 0; at < multiplex.length; at += 65_536) {
            byte[] batch = Arrays.copyOfRange(multiplex, at, Math.min(multiplex.length, at + 65_536));
            publishers.forEach(publisher -> publisher.received(batch));
        }
        publishers.forEach(Publisher::closeDue);
        assertThat(publishers.getFirst().page().format())
                .satisfies(format -> assertThat(format.programNumber()).isEqualTo(9));
        assertThat(publishers.getLast().page().format())
                .satisfies(format -> assertThat(format.programNumber()).isEqualTo(7));
        assertThat(encoded.stream()
                        .filter(window ->
                                new FrameRate(25, 1).equals(window.input().frameRate())))
                .hasSizeGreaterThanOrEqualTo(20);
        assertThat(encoded.stream()
                        .filter(window ->
                                new FrameRate(50, 1).equals(window.input().frameRate())))
                .hasSizeGreaterThanOrEqualTo(20);
        assertThat(encoded).allMatch(window -> window.quality().whole());
    }

    /** Longer than a node waits for a time table, which ffmpeg does not send. */
    private byte[] multiplex() throws Exception {
        Path file = directory.resolve("multiplex.ts");
        String command =
                "ffmpeg -v error -f lavfi -i testsrc2=size=96x64:rate=25 -f lavfi -i testsrc2=size=64x48:rate=50"
                        + " -map 0:v -map 1:v -t 36 -c:v mpeg2video -g 12 -program program_num=7:st=0"
                        + " -program program_num=9:st=1 -f mpegts " + file;
        assertThat(new ProcessBuilder(command.split(" ")).inheritIO().start().waitFor())
                .as("ffmpeg made the multiplex")
                .isZero();
        return Files.readAllBytes(file);
    }

    private Publisher publisher(PublisherSettings settings) throws Exception {
        SourceIdentity source = new SourceIdentity(new Label("node." + settings.name()), new Label("s1"));
        Path own = directory.resolve(settings.name().value());
        Blake3Hash profile = Blake3.hash(new byte[0]);
        WindowEncoder encoder = new WindowEncoder() {
            @Override
            public EncodeOutcome encode(SourceWindow window) {
                encoded.add(window);
                return new EncodeOutcome.Failed("this test looks at windows only");
            }

            @Override
            public Blake3Hash profileHash() {
                return profile;
            }
        };
        return new Publisher(
                settings,
                source,
                ChopperSettings.recording(twoPrograms().cadence()).withProgram(settings.program()),
                encoder,
                new ProofArchiver(
                        new FileObjectStore(own.resolve("cas")),
                        new JsonLinesIndex(own.resolve("manifests")),
                        source,
                        settings.broadcast(),
                        null,
                        profile,
                        NOW),
                new Label("test"),
                new EncodeWorkers(Runnable::run, 1),
                new Overload(new AtomicLong()),
                null,
                NOW);
    }
}
