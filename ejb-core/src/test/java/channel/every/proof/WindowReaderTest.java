package channel.every.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.clock.ChunkCadence;
import channel.every.hash.Blake3Hash;
import channel.every.station.StationRecording;
import channel.every.station.StationSettings;
import channel.every.station.TestBroadcasts;
import channel.every.ts.Pid;
import channel.every.ts.TsPacket;
import channel.every.window.ChopperSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WindowReaderTest {
    /** As much as a reader takes at once: two thirds of a second of these stations. */
    private static final int BUFFER = 256 * 1024;

    private static final byte[] ATSC = record(TestBroadcasts.atsc());

    private static byte[] record(StationSettings station) {
        return StationRecording.of(
                        TestBroadcasts.open(station), Instant.parse("2026-03-01T12:00:00Z"), Duration.ofSeconds(12))
                .toBytes();
    }

    private static WindowReader reader(InputStream in) {
        return new WindowReader(in, "the input", ChopperSettings.recording(ChunkCadence.DEFAULT));
    }

    private static List<CutWindow> windows(InputStream in) throws IOException {
        WindowReader reader = reader(in);
        List<CutWindow> windows = new ArrayList<>();
        for (CutWindow cut = reader.next(); cut != null; cut = reader.next()) {
            windows.add(cut);
        }
        return windows;
    }

    private static Map<Long, Blake3Hash> hashes(List<CutWindow> windows) {
        Map<Long, Blake3Hash> hashes = new LinkedHashMap<>();
        windows.forEach(cut ->
                hashes.put(cut.window().index().value(), cut.window().input().hash()));
        return hashes;
    }

    @Test
    void windows_come_in_order_without_a_gap_and_name_their_broadcast() throws Exception {
        List<CutWindow> windows = windows(new ByteArrayInputStream(ATSC));
        List<Long> indexes =
                windows.stream().map(cut -> cut.window().index().value()).toList();
        assertThat(indexes)
                .hasSizeGreaterThanOrEqualTo(8)
                .containsExactlyElementsOf(LongStream.rangeClosed(indexes.getFirst(), indexes.getLast())
                        .boxed()
                        .toList());
        assertThat(windows)
                .allSatisfy(cut -> assertThat(
                                Objects.requireNonNull(cut.broadcast()).path())
                        .isEqualTo("broadcast/atsc/tsid-2049/program-1/callsign-KCOP"));
    }

    @Test
    void no_more_is_read_than_the_next_window_needs() throws Exception {
        WindowReader reader = reader(new ByteArrayInputStream(ATSC));
        CutWindow second = null;
        for (int i = 0; i < 2; i++) {
            second = Objects.requireNonNull(reader.next());
            assertThat(second.inputOffset()).isEqualTo(reader.offset()).isLessThan(ATSC.length);
        }
        int needed = (int) Objects.requireNonNull(second).inputOffset();
        assertThat(hashes(windows(new ByteArrayInputStream(ATSC, 0, needed)))).hasSize(2);
        assertThat(hashes(windows(new ByteArrayInputStream(ATSC, 0, needed - BUFFER))))
                .hasSize(1);
    }

    @Test
    void an_input_that_comes_in_small_pieces_holds_the_same_windows() throws Exception {
        Random random = new Random(7);
        InputStream dripping = new ByteArrayInputStream(ATSC) {
            @Override
            public int read(byte[] bytes, int offset, int length) {
                return super.read(bytes, offset, Math.min(length, 1 + random.nextInt(20_000)));
            }
        };
        assertThat(hashes(windows(dripping))).isEqualTo(hashes(windows(new ByteArrayInputStream(ATSC))));
    }

    @Test
    void a_window_names_its_broadcast_from_when_the_tables_have_told_it() throws Exception {
        byte[] recording = record(TestBroadcasts.dvb());
        ByteArrayOutputStream late = new ByteArrayOutputStream();
        TsPacket packet = new TsPacket();
        for (int at = 0; at < recording.length; at += TsPacket.SIZE) {
            if (at > recording.length / 2 || packet.at(recording, at).pid() != Pid.DVB_SDT.value()) {
                late.write(recording, at, TsPacket.SIZE);
            }
        }
        List<CutWindow> windows = windows(new ByteArrayInputStream(late.toByteArray()));
        assertThat(windows.getFirst().broadcast()).isNull();
        assertThat(Objects.requireNonNull(windows.getLast().broadcast()).path())
                .isEqualTo("broadcast/dvb/onid-8468/tsid-2049/program-1/callsign-KCOP");
        assertThat(hashes(windows))
                .as("a name changes nothing in what is cut")
                .isEqualTo(hashes(windows(new ByteArrayInputStream(recording))));
    }

    @Test
    void a_window_that_is_not_given_out_is_listed_with_its_reason() throws Exception {
        byte[] twice = Arrays.copyOf(ATSC, 2 * ATSC.length);
        System.arraycopy(ATSC, 0, twice, ATSC.length, ATSC.length);
        WindowReader reader = reader(new ByteArrayInputStream(twice));
        List<Long> given = new ArrayList<>();
        for (CutWindow cut = reader.next(); cut != null; cut = reader.next()) {
            given.add(cut.window().index().value());
        }
        assertThat(given).doesNotHaveDuplicates();
        assertThat(reader.dropped())
                .filteredOn(dropped -> dropped.reason().contains("was already given out in this session"))
                .extracting(dropped -> dropped.chunkIndex().value())
                .containsAll(given);
    }

    @Test
    void an_input_without_packets_is_refused_after_a_mebibyte() {
        WindowReader endless = reader(new InputStream() {
            @Override
            public int read() {
                return 'x';
            }
        });
        assertThatThrownBy(endless::next)
                .isInstanceOf(NotTransportStreamException.class)
                .hasMessage("the input is no MPEG transport stream: no packets in 1048576 bytes");
        assertThatThrownBy(reader(InputStream.nullInputStream())::next)
                .isInstanceOf(NotTransportStreamException.class)
                .hasMessage("the input is no MPEG transport stream: no packets in 0 bytes");
    }
}
