package channel.every.station;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.clock.ChunkCadence;
import channel.every.hash.Blake3Hash;
import channel.every.ts.TsPacket;
import channel.every.window.ChopperEvent;
import channel.every.window.ChopperSettings;
import channel.every.window.WindowChopper;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two cuts of one recording of a station; {@code server-config/bin/ec-cut-compare} does the same with any recording. */
class StationCutsTest {
    private static final int[] DROPPED = {1, 2, 3, 10, 31, 109, 314, 1000, 2718, 5000, 8000, 11_798, 12_000};

    @ParameterizedTest
    @EnumSource
    void a_recording_with_its_start_dropped_gives_equal_source_hashes(Standard standard) {
        Multiplex air = TestBroadcasts.open(standard == Standard.ATSC ? TestBroadcasts.atsc() : TestBroadcasts.dvb());
        byte[] recording = StationRecording.of(air, Instant.parse("2026-03-01T12:00:00Z"), Duration.ofSeconds(20))
                .toBytes();
        assertThat(recording.length).isGreaterThan(2 * 12_000 * TsPacket.SIZE);
        Map<Long, Blake3Hash> whole = windows(recording, 0);
        for (int packets : DROPPED) {
            Map<Long, Blake3Hash> cut = windows(recording, packets * TsPacket.SIZE);
            assertThat(cut).as("%d packets dropped", packets).isNotEmpty();
            assertThat(whole).as("%d packets dropped", packets).containsAllEntriesOf(cut);
        }
    }

    private static Map<Long, Blake3Hash> windows(byte[] recording, int from) {
        Map<Long, Blake3Hash> windows = new TreeMap<>();
        WindowChopper chopper = new WindowChopper(ChopperSettings.recording(ChunkCadence.DEFAULT), event -> {
            if (event instanceof ChopperEvent.WindowClosed closed) {
                windows.put(
                        closed.window().index().value(), closed.window().input().hash());
            }
        });
        chopper.feed(recording, from, recording.length - from);
        chopper.finish();
        return windows;
    }
}
