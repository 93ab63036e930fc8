package channel.every.cli;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.clock.ChunkCadence;
import channel.every.station.SmallStation;
import channel.every.station.StationRecording;
import channel.every.ts.Pid;
import channel.every.ts.TsPacket;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

class ProgramWindowsTest {
    /** Longer than a clock epoch is young. */
    private static final int SECONDS = 14;

    private static byte[] recording(Instant from) throws Exception {
        return StationRecording.of(SmallStation.air(), from, Duration.ofSeconds(SECONDS))
                .toBytes();
    }

    private static ProgramWindows.Report report(int program, byte[]... parts) {
        ProgramWindows windows = new ProgramWindows(program, ChunkCadence.DEFAULT);
        for (byte[] part : parts) {
            windows.feed(part, part.length);
        }
        windows.finish();
        return windows.report();
    }

    private static byte[] matching(byte[] recording, IntPredicate pids) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        TsPacket packet = new TsPacket();
        for (int at = 0; at < recording.length; at += TsPacket.SIZE) {
            if (pids.test(packet.at(recording, at).pid())) {
                kept.write(recording, at, TsPacket.SIZE);
            }
        }
        return kept.toByteArray();
    }

    @Test
    void every_window_is_either_eligible_or_doubted_and_listed_with_its_standing() throws Exception {
        ProgramWindows.Report report = report(1, recording(SmallStation.FROM));
        assertThat(report.windows()).isGreaterThanOrEqualTo(10);
        assertThat(report.eligible()
                        + report.doubted().values().stream()
                                .mapToLong(Long::longValue)
                                .sum())
                .isEqualTo(report.windows());
        assertThat(report.cut()).hasSize((int) report.windows());
        assertThat(report.cut().stream()
                        .filter(cut -> cut.standing().text().equals("young"))
                        .count())
                .isEqualTo(report.doubted().getOrDefault("young", 0L));
        assertThat(report.firstIndex())
                .isEqualTo(report.cut().getFirst().index().value());
        assertThat(report.lastIndex()).isEqualTo(report.cut().getLast().index().value());
    }

    @Test
    void the_report_names_the_broadcast_and_what_its_clock_stands_on() throws Exception {
        ProgramWindows.Report report = report(1, recording(SmallStation.FROM));
        assertThat(report.broadcast()).isEqualTo("broadcast/atsc/tsid-2049/program-1/callsign-KCOP");
        assertThat(report.table()).isEqualTo("STT");
        assertThat(report.clock()).startsWith("synced, margin ");
        assertThat(report.epochs()).isEqualTo(1);
        assertThat(Objects.requireNonNull(report.firstIndex()) * 1001L)
                .as("the index reads as UTC")
                .isBetween(
                        SmallStation.FROM.toEpochMilli() - 2000,
                        SmallStation.FROM.plusSeconds(4).toEpochMilli());
    }

    @Test
    void without_a_time_table_windows_count_from_1970_and_none_is_eligible() throws Exception {
        byte[] timeless = matching(recording(SmallStation.FROM), pid -> pid != Pid.ATSC_PSIP.value());
        ProgramWindows.Report report = report(1, timeless);
        assertThat(report.table()).isNull();
        assertThat(report.broadcast()).isNull();
        assertThat(report.clock()).isEqualTo("unsynced: no_time_table");
        assertThat(report.windows()).isGreaterThanOrEqualTo(10);
        assertThat(report.eligible()).isZero();
        assertThat(report.doubted()).isEqualTo(Map.of("clock", report.windows()));
        assertThat(report.firstIndex()).isBetween(0L, 5L);
    }

    @Test
    void a_jump_of_the_clock_begins_an_epoch_and_costs_the_window_it_falls_into() throws Exception {
        ProgramWindows.Report report =
                report(1, recording(SmallStation.FROM), recording(SmallStation.FROM.plus(Duration.ofHours(1))));
        assertThat(report.epochs()).isEqualTo(2);
        assertThat(report.dropped())
                .containsKey("epoch_ended")
                .allSatisfy((reason, count) -> assertThat(count).as(reason).isPositive());
        assertThat(Objects.requireNonNull(report.lastIndex()) - Objects.requireNonNull(report.firstIndex()))
                .isGreaterThan(3590);
    }

    @Test
    void a_program_that_is_not_there_has_no_windows() throws Exception {
        ProgramWindows.Report report = report(7, recording(SmallStation.FROM));
        assertThat(report.windows()).isZero();
        assertThat(report.cut()).isEmpty();
        assertThat(report.firstIndex()).isNull();
        assertThat(report.clock()).isEqualTo("unsynced: no_pcr");
    }
}
