package channel.every.station;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.device.VirtualDevice;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Players that people use play a channel of a virtual device. */
class TelevisionTest {
    private static final int PATIENCE_SECONDS = 120;

    private static Station station;
    private static VirtualDevice device;

    @BeforeAll
    static void switchOn() throws IOException {
        station = Station.start(
                TestBroadcasts.open(TestBroadcasts.atsc()),
                List.of(DeviceSettings.parse("a=0")),
                InetAddress.getLoopbackAddress(),
                InstantSource.system());
        device = station.devices().getFirst();
    }

    @AfterAll
    static void switchOff() {
        station.close();
    }

    private static String run(String remedy, List<String> command) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException missing) {
            throw new AssertionError(command.getFirst() + " is missing; install it with: " + remedy, missing);
        }
        Thread.ofVirtual().start(() -> {
            try {
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return said + "exit " + process.waitFor();
    }

    @Test
    void ffmpeg_plays_a_channel() throws Exception {
        String said = run(
                "apt-get install ffmpeg",
                List.of(
                        "ffmpeg",
                        "-hide_banner",
                        "-nostdin",
                        "-i",
                        device.uri() + "/auto/v5.1?duration=4",
                        "-t",
                        "2",
                        "-f",
                        "null",
                        "-"));
        assertThat(said).contains("Video: mpeg2video").contains("Audio: ac3").endsWith("exit 0");
        assertThat(frames(said)).isGreaterThan(30);
    }

    private static int frames(String said) {
        String last =
                said.substring(said.lastIndexOf("frame=") + "frame=".length()).strip();
        return Integer.parseInt(last.split("\\s", -1)[0]);
    }

    /** VLC takes the lineup as its playlist and writes what it plays; it refuses to run as root, so then it runs as nobody. */
    @Test
    void VLC_plays_the_lineup() throws Exception {
        Path directory = Files.createTempDirectory("vlc");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path played = directory.resolve("played.ts");
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("runuser", "-u", "nobody", "--", "env", "HOME=" + directory));
        }
        command.addAll(List.of(
                "cvlc",
                "--play-and-exit",
                "--no-interact",
                "--run-time=3",
                "--sout=#std{access=file,mux=ts,dst=" + played + "}",
                device.uri() + "/lineup.m3u",
                "vlc://quit"));
        try {
            String said = run("apt-get install vlc-bin vlc-plugin-base", command);
            assertThat(played).as(said).isNotEmptyFile();
            String probed = run("apt-get install ffmpeg", List.of("ffprobe", "-hide_banner", played.toString()));
            assertThat(probed).contains("Video: mpeg2video").contains("Audio: ac3");
        } finally {
            try (Stream<Path> files = Files.walk(directory)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }
}
