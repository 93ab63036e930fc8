package channel.every.node;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.metrics.MetricFamily;
import channel.every.psi.ElementaryStream;
import channel.every.psi.ProgramAssociation;
import channel.every.psi.ProgramMap;
import channel.every.psi.StreamHealth;
import channel.every.ts.PacketWriter;
import channel.every.ts.Packets;
import channel.every.ts.Pid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StreamErrorMetricsTest {
    private static final Map<String, String> LABELS = Map.of("publisher", "a", "broadcast", "la-kcop");

    private final ReceptionMonitor monitor = new ReceptionMonitor();
    private final PacketWriter pat = new PacketWriter(Pid.PAT);
    private final PacketWriter pmt = new PacketWriter(new Pid(0x100));

    private void tables(int streams) {
        List<ElementaryStream> list = new ArrayList<>();
        for (int i = 0; i < streams; i++) {
            list.add(new ElementaryStream(0x03, new Pid(0x101 + i), new byte[0]));
        }
        monitor.received(Packets.join(
                pat.section(new ProgramAssociation(7, 0, new TreeMap<>(Map.of(1, new Pid(0x100)))).section()),
                pmt.section(new ProgramMap(1, 0, new Pid(0x101), new byte[0], list).section())));
    }

    private List<MetricFamily> families() {
        return StreamErrorMetrics.of(List.of(new StreamErrorMetrics.Watched(LABELS, monitor.report())));
    }

    @Test
    void every_indicator_of_the_stream_is_shown_and_a_pid_with_errors_by_its_number() {
        tables(2);
        for (int counter : new int[] {0, 1, 5, 6}) {
            monitor.received(Packets.payload(0x102, counter, 0x55));
        }
        assertThat(families().getFirst().samples()).hasSize(13).anySatisfy(sample -> {
            assertThat(sample.labels()).containsEntry("indicator", "1.4").containsEntry("broadcast", "la-kcop");
            assertThat(sample.value()).isEqualTo(1);
        });
        assertThat(families().getLast().samples()).singleElement().satisfies(sample -> {
            assertThat(sample.labels()).containsEntry("pid", "0x0102").containsEntry("indicator", "1.4");
            assertThat(sample.value()).isEqualTo(1);
        });
    }

    @Test
    void labels_stay_few_however_many_pids_err() {
        tables(100);
        for (int i = 0; i < 100; i++) {
            monitor.received(Packets.join(Packets.payload(0x101 + i, 0, 0x55), Packets.payload(0x101 + i, 7, 0x66)));
        }
        assertThat(families().getLast().samples()).hasSizeLessThanOrEqualTo(StreamErrorMetrics.MOST_PIDS);
    }

    @Test
    void a_window_gets_the_errors_since_the_one_before() {
        tables(1);
        byte[] broken = Packets.payload(0x101, 3, 0x55);
        broken[1] |= (byte) 0x80;
        monitor.received(Packets.join(broken, Packets.payload(0x101, 4, 0x55), Packets.payload(0x101, 5, 0x55)));
        assertThat(monitor.sinceLast().transportErrors()).isEqualTo(1);
        assertThat(monitor.sinceLast()).isEqualTo(StreamHealth.SOUND);
    }
}
