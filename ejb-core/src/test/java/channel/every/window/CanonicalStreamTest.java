package channel.every.window;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.psi.ProgramMap;
import channel.every.psi.PsiTable;
import channel.every.psi.SectionAssembler;
import channel.every.ts.ContinuityCheck;
import channel.every.ts.PesHeader;
import channel.every.ts.TsPacket;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalStreamTest {
    private static final long END = WindowInput.START_PTS + 1001 * 90;

    private static SourceWindow window(BroadcastSample sample) {
        List<SourceWindow> windows =
                List.copyOf(Receiver.of(sample.packets()).windows.values());
        return windows.get(windows.size() / 2);
    }

    @Test
    void it_is_a_transport_stream_with_one_program_and_whole_continuity() throws Exception {
        byte[] stream = window(BroadcastSample.mpeg2WithAc3()).input().transportStream();
        assertThat(stream.length % TsPacket.SIZE).isZero();
        ContinuityCheck continuity = new ContinuityCheck();
        List<PsiTable> tables = new ArrayList<>();
        SectionAssembler pmt = new SectionAssembler(section -> {
            try {
                PsiTable.parse(CanonicalStream.PMT_PID, section).ifPresent(tables::add);
            } catch (channel.every.psi.MalformedSectionException e) {
                throw new AssertionError(e);
            }
        });
        TsPacket packet = new TsPacket();
        for (int at = 0; at < stream.length; at += TsPacket.SIZE) {
            packet.at(stream, at);
            assertThat(packet.pid()).isIn(0, 0x1000, 0x100, 0x101);
            assertThat(packet.hasPayload()).isTrue();
            assertThat(continuity.check(packet)).isEqualTo(ContinuityCheck.Verdict.CONTINUOUS);
            if (packet.pid() == 0x1000) {
                pmt.packet(packet);
            }
        }
        assertThat(tables).singleElement().isInstanceOfSatisfying(ProgramMap.class, map -> {
            assertThat(map.pcrPid()).isEqualTo(CanonicalStream.VIDEO_PID);
            assertThat(map.streams()).hasSize(2);
        });
    }

    @Test
    void time_stamps_are_rebased_and_reach_as_far_as_the_rule_says() throws Exception {
        byte[] stream = window(BroadcastSample.mpeg2WithAc3()).input().transportStream();
        List<PesHeader> video = new ArrayList<>();
        List<PesHeader> audio = new ArrayList<>();
        TsPacket packet = new TsPacket();
        for (int at = 0; at < stream.length; at += TsPacket.SIZE) {
            PesHeader header = PesHeader.read(packet.at(stream, at));
            if (header != null && packet.pid() >= 0x100 && packet.pid() < 0x1000) {
                (packet.pid() == 0x100 ? video : audio).add(header);
                assertThat(packet.hasPcr()).isEqualTo(packet.pid() == 0x100);
                if (packet.hasPcr()) {
                    assertThat(packet.pcrTicks()).isEqualTo((header.dts() - 45_000) * 300);
                }
            }
        }
        assertThat(video.getFirst().pts()).isLessThanOrEqualTo(WindowInput.START_PTS - VideoCut.GUARD);
        assertThat(video.getLast().dts()).isBetween(END + VideoCut.TAIL - 1502, END + VideoCut.TAIL - 1);
        assertThat(video.stream().filter(h -> h.pts() >= WindowInput.START_PTS && h.pts() < END))
                .hasSize(60);
        assertThat(audio.getFirst().pts())
                .isBetween(WindowInput.START_PTS - AudioCut.LEAD, WindowInput.START_PTS - AudioCut.LEAD + 2879);
        assertThat(audio.getLast().pts()).isBetween(END + AudioCut.TAIL - 2880, END + AudioCut.TAIL - 1);
        List<PesHeader> shown = video.stream()
                .filter(h -> h.dts() >= WindowInput.START_PTS - VideoCut.GUARD)
                .toList();
        for (int i = 1; i < shown.size(); i++) {
            assertThat(shown.get(i).dts() - shown.get(i - 1).dts()).isBetween(1501L, 1502L);
        }
    }

    /** Decoder context holds what a decoder needs, and nothing that it does not: every third of these pictures is referred to. */
    @Test
    void a_decoder_makes_the_same_of_the_window_as_of_the_whole_broadcast() throws Exception {
        BroadcastSample sample = BroadcastSample.mpeg2WithAc3();
        byte[] stream = window(sample).input().transportStream();
        List<String> pictures = pictures(stream, WindowInput.START_PTS - VideoCut.GUARD, END);

        assertThat(pictures).hasSizeBetween(64, 65);
        assertThat(pictures(sample.packets(), 0, Long.MAX_VALUE)).containsSequence(pictures);
        assertThat(pictures(stream, 0, WindowInput.START_PTS - VideoCut.GUARD)).hasSizeBetween(1, 11);
    }

    /** Hashes of decoded pictures shown from one moment to another, 90 kHz. */
    private static List<String> pictures(byte[] stream, long from, long to) throws Exception {
        Path file = Files.createTempFile("pictures", ".ts");
        try {
            Files.write(file, stream);
            List<String> decode = List.of(
                    "ffmpeg",
                    "-v",
                    "error",
                    "-flags:v",
                    "+bitexact",
                    "-copyts",
                    "-i",
                    file.toString(),
                    "-map",
                    "0:v",
                    "-fps_mode",
                    "passthrough",
                    "-enc_time_base",
                    "1:90000",
                    "-f",
                    "framemd5",
                    "-");
            return run(decode)
                    .lines()
                    .filter(line -> line.startsWith("0,"))
                    .map(line -> line.split(",\\s*"))
                    .filter(fields -> Long.parseLong(fields[2]) >= from && Long.parseLong(fields[2]) < to)
                    .map(fields -> fields[5])
                    .toList();
        } finally {
            Files.delete(file);
        }
    }

    /** ffprobe is the oracle: it names the codecs and finds nothing wrong. */
    @ParameterizedTest
    @CsvSource({
        "mpeg2video, ac3, -c:v mpeg2video -bf 2 -g 12 -c:a ac3",
        "h264, eac3, -c:v libx264 -preset ultrafast -g 12 -threads 1 -c:a eac3",
        "hevc, aac, -c:v libx265 -preset ultrafast -x265-params keyint=12:log-level=error -c:a aac",
        "h264, mp2, -c:v libx264 -preset ultrafast -g 12 -threads 1 -c:a mp2"
    })
    void ffprobe_reads_what_was_put_in(String video, String audio, String codecs) throws Exception {
        BroadcastSample sample = BroadcastSample.dvb("-f lavfi -i testsrc2=size=160x90:rate=25"
                + " -f lavfi -i sine=frequency=440:sample_rate=48000 -t 6 -ac 2 " + codecs);
        byte[] stream = window(sample).input().transportStream();
        Path file = Files.createTempFile("window", ".ts");
        try {
            Files.write(file, stream);
            List<String> probe = List.of(
                    "ffprobe",
                    "-v",
                    "warning",
                    "-show_entries",
                    "stream=codec_name,id",
                    "-of",
                    "csv=p=0",
                    file.toString());
            assertThat(run(probe).lines().map(line -> line.replaceAll(",$", "")).distinct())
                    .filteredOn(line -> !line.isBlank())
                    .containsExactly(video + ",0x100", audio + ",0x101");
            assertThat(run(List.of("ffmpeg", "-v", "warning", "-i", file.toString(), "-f", "null", "-")))
                    .isBlank();
        } finally {
            Files.delete(file);
        }
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (OutputStream in = process.getOutputStream();
                InputStream out = process.getInputStream()) {
            in.close();
            String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(text).isZero();
            return text;
        }
    }
}
