package channel.every.proof;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.cmaf.Fragment;
import channel.every.encode.ffmpeg.FfmpegEncoder;
import channel.every.encode.ffmpeg.SampleMedia;
import channel.every.station.Standard;
import channel.every.station.StationRecording;
import channel.every.station.TestBroadcasts;
import channel.every.time.Pts;
import channel.every.ts.PesHeader;
import channel.every.ts.TsPacket;
import channel.every.window.SourceWindow;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source that loses a third of a second of pictures every 1.3 s, on and beside the windows' edges, still plays to its end. */
final class HoleTest {
    private static final long EVERY = 13 * Pts.HERTZ / 10;
    private static final long HOLE = 3 * Pts.HERTZ / 10;

    /** Three quarters of a picture: a difference of less is a field or rounding. */
    private static final long SEAM = 1126;

    private static JoinedWindows joined = new JoinedWindows(List.of(), List.of());

    @TempDir
    Path directory = Path.of("unset");

    @BeforeAll
    static void encodes_a_damaged_recording() throws Exception {
        byte[] whole = StationRecording.of(
                        TestBroadcasts.open(TestBroadcasts.atsc()),
                        Instant.parse("2026-11-20T20:00:00Z"),
                        Duration.ofSeconds(18))
                .toBytes();
        joined = JoinedWindows.of(withHoles(whole), FfmpegEncoder.local(JoinTest.PROFILE));
        assertThat(joined.windows()).hasSizeGreaterThanOrEqualTo(13);
        List<Long> indexes = joined.sources().stream()
                .map(SourceWindow::index)
                .map(index -> index.value())
                .toList();
        assertThat(indexes.getLast() - indexes.getFirst()).as("none is dropped").isEqualTo(indexes.size() - 1);
        assertThat(joined.sources())
                .filteredOn(window -> window.quality().missingMillis() > 0)
                .hasSizeGreaterThan(5);
    }

    private static byte[] withHoles(byte[] recording) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        TsPacket packet = new TsPacket();
        boolean lost = false;
        for (int at = 0; at < recording.length; at += TsPacket.SIZE) {
            packet.at(recording, at);
            boolean video = packet.pid() == Standard.ATSC.videoPid().value();
            PesHeader header = video ? PesHeader.read(packet) : null;
            if (header != null) {
                lost = header.pts() % EVERY < HOLE;
            }
            // the PCR lies on the same packets and stays
            if (!(video && lost) || packet.hasPcr()) {
                kept.write(recording, at, TsPacket.SIZE);
            }
        }
        return kept.toByteArray();
    }

    @Test
    void windows_meet_on_both_sides_of_a_hole() {
        List<Fragment> pictures = joined.fragments(0);
        List<Fragment> sound = joined.fragments(1);
        for (int i = 1; i < pictures.size(); i++) {
            Fragment before = pictures.get(i - 1);
            assertThat(pictures.get(i).decodeTime() - before.decodeTime() - before.duration())
                    .as("ticks between window %d and the one before", i)
                    .isBetween(-SEAM, SEAM);
            assertThat(sound.get(i).decodeTime())
                    .isEqualTo(sound.get(i - 1).decodeTime() + sound.get(i - 1).duration());
        }
        List<Long> times = SampleMedia.packets(joined.file(0), "dts").stream()
                .map(Long::valueOf)
                .toList();
        assertThat(times).isEqualTo(times.stream().distinct().sorted().toList());
    }

    @Test
    void chromium_plays_over_the_holes_in_one_buffered_range() throws Exception {
        JsonNode played = PlayedWindows.play(joined, 2, directory);

        assertThat(played.path("ended").asBoolean()).as("%s", played).isTrue();
        assertThat(played.path("buffered").path(0)).hasSize(1);
        assertThat(played.path("buffered").path(1)).hasSize(1);
        assertThat(played.path("corrupted").asInt()).isZero();
        assertThat(played.path("stalls")).isEmpty();
    }
}
