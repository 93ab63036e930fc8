package channel.every.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import channel.every.psi.StreamAnalysis;
import channel.every.ts.PacketReader;
import channel.every.ts.Pid;
import channel.every.ts.TsPacket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StationRecordingTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    private Path directory;

    private static Multiplex multiplex(Standard standard) {
        return TestBroadcasts.open(standard == Standard.ATSC ? TestBroadcasts.atsc() : TestBroadcasts.dvb());
    }

    /** When the first picture of a lap starts to be sent, 600 ms before its DTS: a receiver tuned earlier needs a GOP to start. */
    private static Instant firstPicture(Standard standard) {
        return Instant.ofEpochMilli(55_000_000 * (standard.loopTicks() / 90) - 600);
    }

    @ParameterizedTest
    @EnumSource
    void ffmpeg_decodes_every_picture_without_a_warning_over_two_seams(Standard standard) throws Exception {
        StationRecording recording = StationRecording.of(
                multiplex(standard), firstPicture(standard), Duration.ofMillis(standard.loopTicks() / 90 + 4000));
        Path file = recording.write(directory.resolve("recording.ts"));

        assertThat(lines("ffmpeg", "-v", "warning", "-i", file.toString(), "-map", "0", "-f", "null", "-"))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void ffprobe_sees_the_time_stamps_step_evenly_over_the_seam(Standard standard) throws Exception {
        StationRecording recording =
                StationRecording.of(multiplex(standard), firstPicture(standard).minusSeconds(2), Duration.ofSeconds(6));
        Path file = recording.write(directory.resolve("recording.ts"));

        assertThat(steps(file, "v"))
                .hasSizeGreaterThan(100)
                .allMatch(step -> standard == Standard.ATSC ? step == 1501 || step == 1502 : step == 3600);
        assertThat(steps(file, "a")).hasSizeGreaterThan(150).containsOnly(standard == Standard.ATSC ? 2880L : 2160L);
    }

    @Test
    void ffprobe_names_the_program_the_codecs_and_the_picture() throws Exception {
        Path atsc = StationRecording.of(multiplex(Standard.ATSC), NOW, Duration.ofSeconds(4))
                .write(directory.resolve("atsc.ts"));
        Path dvb = StationRecording.of(multiplex(Standard.DVB), NOW, Duration.ofSeconds(4))
                .write(directory.resolve("dvb.ts"));
        String entries = "stream=codec_name,width,height,r_frame_rate,field_order,sample_rate";

        assertThat(ffprobe(atsc, "-show_entries", entries, "-of", "compact=p=0:nk=1"))
                .contains("mpeg2video|320|180|progressive|60000/1001", "ac3|48000|0/0");
        assertThat(ffprobe(dvb, "-show_entries", entries, "-of", "compact=p=0:nk=1"))
                .contains("h264|320|180|tt|25/1", "mp2|48000|0/0");
    }

    @ParameterizedTest
    @EnumSource
    void a_radio_program_beside_the_television_is_seen_by_ffprobe_and_in_our_tables(Standard standard)
            throws Exception {
        StationSettings settings = multiplex(standard).settings().withRadio();
        StationRecording recording = StationRecording.of(TestBroadcasts.open(settings), NOW, Duration.ofSeconds(4));
        Path file = recording.write(directory.resolve("two.ts"));
        assertThat(ffprobe(file, "-show_entries", "program=program_num,nb_streams", "-of", "compact=p=0:nk=1"))
                .contains("1|2", "2|1");
        StreamAnalysis analysis = new StreamAnalysis();
        byte[] bytes = recording.toBytes();
        new PacketReader(analysis).feed(bytes, 0, bytes.length);
        assertThat(analysis.health().continuityErrors()).isZero();
        assertThat(analysis.health().pmtErrors()).isZero();
        assertThat(analysis.catalog().programs())
                .extracting(program -> program.streams().size())
                .containsExactly(2, 1);
    }

    @Test
    void the_rate_is_the_one_asked_for() {
        byte[] bytes = StationRecording.of(multiplex(Standard.ATSC), NOW, Duration.ofSeconds(10))
                .toBytes();
        assertThat(bytes.length * 8L / 10.0).isCloseTo(3_000_000, within(3_000_000 * 2.8e-6 + TsPacket.SIZE * 8));
    }

    @Test
    void equal_arguments_give_equal_bytes() {
        Reception reception = Reception.losing(0.01, 5);
        StationRecording recording = StationRecording.of(multiplex(Standard.ATSC), NOW, Duration.ofSeconds(2))
                .receivedBy(reception);
        assertThat(recording.toBytes()).isEqualTo(recording.toBytes());
    }

    @Test
    void packets_are_lost_at_the_rate_asked_for_and_others_for_another_seed() {
        StationRecording whole = StationRecording.of(multiplex(Standard.ATSC), NOW, Duration.ofSeconds(30));
        int sent = whole.toBytes().length / TsPacket.SIZE;
        byte[] one = whole.receivedBy(Reception.losing(0.01, 1)).toBytes();
        byte[] other = whole.receivedBy(Reception.losing(0.01, 2)).toBytes();

        // 60,000 packets: four standard deviations of a binomial are 0.0016
        assertThat(1 - one.length / (double) TsPacket.SIZE / sent).isCloseTo(0.01, within(0.0016));
        assertThat(1 - other.length / (double) TsPacket.SIZE / sent).isCloseTo(0.01, within(0.0016));
        assertThat(one).isNotEqualTo(other);
        assertThat(Received.read(Standard.ATSC, one).broken).isGreaterThan(100);
    }

    @Test
    void what_is_received_is_what_was_sent_less_the_lost_packets() {
        StationRecording whole = StationRecording.of(multiplex(Standard.DVB), NOW, Duration.ofSeconds(2));
        Reception reception = Reception.losing(0.1, 3);
        byte[] sent = whole.toBytes();
        byte[] received = whole.receivedBy(reception).toBytes();

        long first = whole.multiplex().slotAt(NOW);
        int at = 0;
        for (int i = 0; i * TsPacket.SIZE < sent.length; i++) {
            if (!reception.loses(first + i)) {
                assertThat(new String(received, at, TsPacket.SIZE, StandardCharsets.ISO_8859_1))
                        .isEqualTo(new String(sent, i * TsPacket.SIZE, TsPacket.SIZE, StandardCharsets.ISO_8859_1));
                at += TsPacket.SIZE;
            }
        }
        assertThat(at).isEqualTo(received.length).isLessThan(sent.length);
    }

    @Test
    void most_of_the_small_multiplex_is_picture_and_some_of_it_is_empty() {
        byte[] bytes = StationRecording.of(multiplex(Standard.ATSC), NOW, Duration.ofSeconds(10))
                .toBytes();
        Received received = Received.read(Standard.ATSC, bytes);
        assertThat(received.packetsByPid.get(Standard.ATSC.videoPid().value())).isGreaterThan(received.packets / 8);
        assertThat(received.packetsByPid.get(Pid.NULL.value())).isGreaterThan(received.packets / 8);
    }

    @Test
    void a_picture_that_does_not_fit_into_the_multiplex_is_refused() {
        StationSettings tight = StationSettings.of(Standard.ATSC).withPicture(new VideoSize(1280, 720), 9_000_000);
        assertThatThrownBy(() -> TestBroadcasts.open(tight))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("mux rate 9000000 is too small for 1280x720: at least 11121876 bits a second");
    }

    private static List<Long> steps(Path file, String kind) throws Exception {
        List<Long> stamps =
                ffprobe(file, "-select_streams", kind, "-show_entries", "packet=dts", "-of", "csv=p=0").stream()
                        .map(line -> line.replace(",", ""))
                        .filter(line -> !line.isBlank())
                        .map(Long::valueOf)
                        .toList();
        List<Long> steps = new ArrayList<>();
        for (int i = 1; i < stamps.size(); i++) {
            steps.add(stamps.get(i) - stamps.get(i - 1));
        }
        return steps;
    }

    private static List<String> ffprobe(Path file, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of("ffprobe", "-v", "fatal"));
        command.addAll(List.of(options));
        command.add(file.toString());
        // ffprobe ends a line of a stream with side data in an extra separator
        return lines(command.toArray(String[]::new)).stream()
                .map(line -> line.replaceFirst("[|,]$", ""))
                .toList();
    }

    /** Standard output and error of a command that succeeds. */
    private static List<String> lines(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> lines = process.inputReader().readAllLines();
        assertThat(process.waitFor()).isZero();
        return lines;
    }
}
