package channel.every.psi;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.time.Pcr;
import channel.every.ts.PacketWriter;
import channel.every.ts.Packets;
import channel.every.ts.Pid;
import channel.every.ts.TsPacket;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StreamAnalysisTest {
    private static final Pid PMT = new Pid(0x100);
    private static final Pid VIDEO = new Pid(0x101);
    private static final Pid AUDIO = new Pid(0x102);
    private static final long MILLISECOND = Pcr.HERTZ / 1000;

    private final StreamAnalysis analysis = new StreamAnalysis();
    private final PacketWriter patWriter = new PacketWriter(Pid.PAT);
    private final PacketWriter pmtWriter = new PacketWriter(PMT);
    private final PacketWriter timeWriter = new PacketWriter(Pid.DVB_TIME);
    private int videoCounter;
    private int audioCounter;

    private final ProgramAssociation pat = new ProgramAssociation(7, 0, new TreeMap<>(Map.of(1, PMT)));
    private final ProgramMap pmt = new ProgramMap(
            1,
            0,
            VIDEO,
            new byte[0],
            List.of(new ElementaryStream(0x02, VIDEO, new byte[0]), new ElementaryStream(0x81, AUDIO, new byte[0])));

    private void feed(byte[] packets) {
        for (int offset = 0; offset < packets.length; offset += TsPacket.SIZE) {
            analysis.packet(new TsPacket().at(packets, offset));
        }
    }

    private void tables() {
        feed(patWriter.section(pat.section()));
        feed(pmtWriter.section(pmt.section()));
    }

    /** A video packet with a clock reference and nothing else of interest. */
    private void clock(long ticks, boolean announced) {
        byte[] packet = Packets.payload(VIDEO.value(), videoCounter++, 0x55);
        packet[3] |= 0x20;
        packet[4] = 7;
        packet[5] = (byte) (announced ? 0x90 : 0x10);
        long base = Pcr.wrapped(ticks).base();
        for (int i = 0; i < 4; i++) {
            packet[6 + i] = (byte) (base >>> 25 - 8 * i);
        }
        packet[10] = (byte) (base << 7 | 0x7E);
        packet[11] = 0;
        feed(packet);
    }

    private void clock(long ticks) {
        clock(ticks, false);
    }

    private void audioStamp(String fiveBytes) {
        byte[] packet = Packets.packet("47 41 02 10 00 00 01 BD 00 00 80 80 05 " + fiveBytes);
        packet[3] |= (byte) (audioCounter++ & 0xF);
        feed(packet);
    }

    /** References every 20 ms, each with its tables from time to time, as a healthy stream has them. */
    private void run(long fromMillis, long toMillis) {
        for (long t = fromMillis; t < toMillis; t += 20) {
            clock(t * MILLISECOND);
            if (t % 100 == 0) {
                tables();
                audioStamp("21 00 07 D8 61");
            }
        }
    }

    @Test
    void a_healthy_stream_has_no_errors() {
        tables();
        run(0, 6000);
        assertThat(analysis.health()).isEqualTo(StreamHealth.SOUND);
    }

    @Test
    void the_report_says_what_the_tables_said() {
        tables();
        run(0, 1000);
        StreamReport report = analysis.report();
        assertThat(report.transportStreamId()).isEqualTo(7);
        assertThat(report.durationMillis()).isBetween(980L, 1060L);
        assertThat(report.programs()).singleElement().satisfies(program -> {
            assertThat(program.number()).isEqualTo(1);
            assertThat(program.pcrPid()).isEqualTo(VIDEO);
            assertThat(program.streams())
                    .containsExactly(
                            new ProgramReport.Stream(VIDEO, 0x02, "MPEG-2 video", ""),
                            new ProgramReport.Stream(AUDIO, 0x81, "AC-3 audio", ""));
        });
        assertThat(report.pids())
                .extracting(PidReport::content)
                .containsExactly("PAT", "PMT", "MPEG-2 video", "AC-3 audio");
        assertThat(report.tables()).extracting(TableReport::name).containsExactly("PAT", "PMT");
        assertThat(report.clocks()).singleElement().satisfies(clock -> {
            assertThat(clock.references()).isEqualTo(50);
            assertThat(clock.perSecond()).isEqualTo(50.0);
            assertThat(clock.longestIntervalMillis()).isEqualTo(20.0);
        });
    }

    @Test
    void a_reference_eleven_microseconds_off_the_rate_of_a_multiplex_is_inaccurate() {
        long moved = 50 * 20 * MILLISECOND + 300;
        for (long i = 0; i < 100; i++) {
            clock(i == 50 ? moved : i * 20 * MILLISECOND);
        }
        assertThat(analysis.health().pcrAccuracyErrors())
                .as("of a single program, whose rate varies")
                .isZero();
        feed(Packets.payload(Pid.NULL.value(), 0, 0xFF));
        assertThat(analysis.health().pcrAccuracyErrors()).isEqualTo(1);
        assertThat(analysis.health().byIndicator()).containsEntry("2.4", 1L);
    }

    @Test
    void what_has_come_since_an_earlier_state_is_told_apart() {
        tables();
        run(0, 1000);
        videoCounter++;
        run(1000, 2000);
        StreamHealth first = analysis.health();
        audioCounter++;
        run(2000, 3000);
        assertThat(first.continuityErrors()).isEqualTo(1);
        assertThat(analysis.health().since(first).byIndicator().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(1);
    }

    @Test
    void tables_that_stay_away_for_more_than_half_a_second_are_errors() {
        tables();
        for (long t = 0; t <= 600; t += 20) {
            clock(t * MILLISECOND);
        }
        tables();
        for (long t = 620; t <= 1180; t += 20) {
            clock(t * MILLISECOND);
        }
        tables();
        // the first tables came before the clock did, so that only the second gap can be told
        assertThat(analysis.health().patErrors()).isEqualTo(1);
        assertThat(analysis.health().pmtErrors()).isEqualTo(1);
    }

    @Test
    void another_table_on_the_pid_of_the_pat_is_an_error() {
        feed(patWriter.section(pmt.section()));
        assertThat(analysis.health().patErrors()).isEqualTo(1);
    }

    @Test
    void a_scrambled_pat_or_pmt_is_an_error_and_so_is_scrambling_without_a_cat() {
        tables();
        byte[] scrambled = patWriter.section(pat.section());
        scrambled[3] |= (byte) 0xC0;
        feed(scrambled);
        byte[] scrambledMap = pmtWriter.section(pmt.section());
        scrambledMap[3] |= (byte) 0x80;
        feed(scrambledMap);
        assertThat(analysis.health().patErrors()).isEqualTo(1);
        assertThat(analysis.health().pmtErrors()).isEqualTo(1);
        assertThat(analysis.health().catErrors()).isEqualTo(1);
    }

    @Test
    void a_section_with_a_wrong_crc_is_counted_and_not_believed() {
        byte[] section = pat.section();
        section[9] ^= 1;
        feed(patWriter.section(section));
        assertThat(analysis.health().crcErrors()).isEqualTo(1);
        assertThat(analysis.catalog().association()).isEmpty();
    }

    @Test
    void a_missing_packet_is_one_continuity_error() {
        tables();
        run(0, 100);
        videoCounter++;
        run(100, 200);
        assertThat(analysis.health().continuityErrors()).isEqualTo(1);
    }

    @Test
    void a_packet_with_a_transport_error_is_counted_and_nothing_read_from_it() {
        byte[] packet = patWriter.section(pat.section());
        packet[1] |= (byte) 0x80;
        feed(packet);
        assertThat(analysis.health().transportErrors()).isEqualTo(1);
        assertThat(analysis.catalog().association()).isEmpty();
    }

    @Test
    void references_too_far_apart_are_late_and_a_clock_that_leaps_has_jumped() {
        tables();
        run(0, 1000);
        // 150 ms of packets at the rate so far
        for (int i = 0; i < 20; i++) {
            feed(Packets.payload(VIDEO.value(), videoCounter++, 0x55));
        }
        clock(1130 * MILLISECOND);
        assertThat(analysis.health().pcrRepetitionErrors()).isEqualTo(1);
        assertThat(analysis.health().pcrDiscontinuityErrors()).isZero();
        clock(9_000 * MILLISECOND);
        assertThat(analysis.health().pcrDiscontinuityErrors()).isEqualTo(1);
        clock(100 * MILLISECOND);
        assertThat(analysis.health().pcrDiscontinuityErrors()).isEqualTo(2);
    }

    @Test
    void an_announced_jump_is_no_error_and_time_goes_on() {
        tables();
        run(0, 1000);
        clock(90_000 * MILLISECOND, true);
        clock(90_020 * MILLISECOND);
        assertThat(analysis.health().pcrDiscontinuityErrors()).isZero();
        assertThat(analysis.report().clocks().getFirst().announcedJumps()).isEqualTo(1);
        assertThat(analysis.report().durationMillis()).isLessThan(1200L);
    }

    @Test
    void the_clock_runs_on_over_its_wrap() {
        long start = Pcr.MODULUS - 100 * MILLISECOND;
        for (int i = 0; i < 20; i++) {
            clock(start + i * 20 * MILLISECOND);
        }
        assertThat(analysis.health().pcrDiscontinuityErrors()).isZero();
        assertThat(analysis.report().durationMillis()).isBetween(380L, 420L);
    }

    @Test
    void time_stamps_more_than_700_ms_apart_are_late() {
        tables();
        run(0, 120);
        for (long t = 120; t < 900; t += 20) {
            clock(t * MILLISECOND);
        }
        audioStamp("21 00 07 D8 61");
        assertThat(analysis.health().ptsErrors()).isEqualTo(1);
    }

    @Test
    void a_stream_of_a_program_that_never_comes_is_a_missing_pid() {
        tables();
        for (long t = 0; t < 6000; t += 20) {
            clock(t * MILLISECOND);
        }
        assertThat(analysis.health().pidErrors()).isEqualTo(1);
    }

    @Test
    void lost_synchronisation_is_counted_once_a_gap() {
        tables();
        analysis.skipped(188);
        tables();
        analysis.skipped(65_536);
        analysis.skipped(1000);
        assertThat(analysis.health().syncByteErrors()).isEqualTo(1);
        assertThat(analysis.health().syncLosses()).isEqualTo(1);
        assertThat(analysis.report().skippedBytes()).isEqualTo(66_724);
    }

    @Test
    void what_comes_before_the_first_packet_was_not_lost() {
        analysis.skipped(100);
        tables();
        assertThat(analysis.health().syncLosses()).isZero();
    }

    @Test
    void time_tables_are_held_against_the_clock() {
        Instant noon = Instant.parse("2026-05-04T12:00:00Z");
        for (long t = 0; t < 3000; t += 20) {
            clock(t * MILLISECOND);
            if (t % 1000 == 500) {
                long late = t == 1500 ? 1 : 0;
                feed(timeWriter.section(new Tdt(noon.plusSeconds(t / 1000 + late)).section()));
            }
        }
        TimeReport time = analysis.report().timeTables().getFirst();
        assertThat(time.table()).isEqualTo("TDT");
        assertThat(time.count()).isEqualTo(3);
        assertThat(time.first()).isEqualTo(noon);
        assertThat(time.last()).isEqualTo(noon.plusSeconds(2));
        assertThat(time.jitterMillis()).isBetween(999.0, 1001.0);
        assertThat(time.utcAtFirstPcr()).isBetween(noon.minusMillis(190), noon.minusMillis(180));
    }

    @Test
    void a_pat_that_moves_a_program_takes_the_old_map_along() {
        tables();
        run(0, 100);
        Pid elsewhere = new Pid(0x300);
        ProgramAssociation moved = new ProgramAssociation(7, 1, new TreeMap<>(Map.of(2, elsewhere)));
        feed(patWriter.section(moved.section()));
        assertThat(analysis.catalog().programs()).isEmpty();
        ProgramMap map = new ProgramMap(2, 0, VIDEO, new byte[0], List.of());
        feed(new PacketWriter(elsewhere).section(map.section()));
        assertThat(analysis.catalog().program(2)).contains(map);
    }

    @Test
    void a_flood_of_clocks_is_counted_and_sampled_up_to_a_bound() {
        for (int pid = 0x200; pid < 0x200 + 2 * StreamAnalysis.MOST_SAMPLED_CLOCKS; pid++) {
            for (int i = 0; i < 5; i++) {
                // the third of them comes late
                byte[] packet = Packets.packet("47 %02X %02X 20 B7 10 00 00 %02X %02X 7E 00"
                        .formatted(pid >>> 8, pid & 0xFF, i * 8, i == 2 ? 1 : 0));
                feed(packet);
            }
        }
        List<ClockReport> clocks = analysis.report().clocks();
        assertThat(clocks).hasSize(64).allMatch(clock -> clock.references() == 5);
        assertThat(clocks.subList(0, 32)).allMatch(clock -> clock.jitterMicros() > 0);
        assertThat(clocks.subList(32, 64)).allMatch(clock -> clock.jitterMicros() == 0);
    }
}
