package channel.every.station;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.psi.MasterGuide;
import channel.every.psi.ProgramAssociation;
import channel.every.psi.ProgramMap;
import channel.every.psi.ServiceDescription;
import channel.every.psi.Stt;
import channel.every.psi.Tdt;
import channel.every.psi.TimeTable;
import channel.every.psi.Tot;
import channel.every.psi.VirtualChannelTable;
import channel.every.time.Pcr;
import channel.every.ts.PesHeader;
import channel.every.ts.Pid;
import channel.every.ts.TsPacket;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MultiplexTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static StationSettings settings(Standard standard) {
        return switch (standard) {
            case ATSC -> TestBroadcasts.atsc();
            case DVB -> TestBroadcasts.dvb();
        };
    }

    /** A moment of this century when the loop starts again. */
    private static Instant seam(StationSettings settings) {
        return settings.epoch().plusMillis(55_000_000 * (settings.standard().loopTicks() / 90));
    }

    private static Received record(StationSettings settings, Instant from, Duration length) {
        byte[] bytes =
                StationRecording.of(TestBroadcasts.open(settings), from, length).toBytes();
        return Received.read(settings.standard(), bytes);
    }

    @ParameterizedTest
    @EnumSource
    void clocks_and_continuity_run_on_over_the_seam(Standard standard) {
        StationSettings settings = settings(standard);
        Received received = record(settings, seam(settings).minusSeconds(4), Duration.ofSeconds(8));

        assertThat(received.broken).isZero();
        assertThat(received.skipped).isZero();
        assertThat(received.dtsSteps(standard.videoPid()))
                .hasSizeGreaterThan(standard == Standard.ATSC ? 470 : 190)
                .allMatch(step -> standard == Standard.ATSC ? step == 1501 || step == 1502 : step == 3600);
        assertThat(received.dtsSteps(standard.audioPid()))
                .hasSizeGreaterThan(240)
                .containsOnly(standard == Standard.ATSC ? 2880L : 2160L);
    }

    @ParameterizedTest
    @EnumSource
    void pictures_alternate_between_1501_and_1502_ticks_so_that_none_drifts(Standard standard) {
        StationSettings settings = settings(standard);
        List<PesHeader> headers = record(settings, seam(settings).minusSeconds(20), Duration.ofSeconds(40))
                .units(standard.videoPid());

        double period = (double) standard.loopTicks() / standard.pictures();
        for (int i = 0; i < headers.size(); i++) {
            long since = headers.get(i).dts() - headers.getFirst().dts();
            assertThat((double) since).isBetween(i * period - 1, i * period + 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_pcr_is_a_straight_line_through_the_packets_with_steps_below_40_ms(Standard standard) {
        StationSettings settings = settings(standard);
        Multiplex multiplex = TestBroadcasts.open(settings);
        Instant from = seam(settings).minusSeconds(4);
        Received received = record(settings, from, Duration.ofSeconds(8));

        long first = multiplex.slotAt(from);
        LapGrid grid = LapGrid.of(standard, settings.muxRate());
        assertThat(received.pcrs).hasSizeGreaterThan(200);
        Received.Clock last = null;
        for (Received.Clock pcr : received.pcrs) {
            long slot = first + pcr.packet();
            long ticks = Math.floorDiv(slot, grid.slots()) * grid.pcrTicks()
                    + Math.floorMod(slot, (long) grid.slots()) * grid.pcrTicks() / grid.slots();
            assertThat(pcr.ticks()).isEqualTo(Math.floorMod(ticks, Pcr.MODULUS));
            if (last != null) {
                assertThat(Pcr.difference(pcr.ticks(), last.ticks())).isBetween(1L, Pcr.HERTZ * 40 / 1000);
            }
            last = pcr;
        }
    }

    @ParameterizedTest
    @EnumSource
    void every_unit_arrives_before_it_is_decoded(Standard standard) {
        StationSettings settings = settings(standard);
        byte[] bytes = StationRecording.of(
                        TestBroadcasts.open(settings), seam(settings).minusSeconds(4), Duration.ofSeconds(8))
                .toBytes();
        TsPacket packet = new TsPacket();
        long pcr = -1;
        long dts = -1;
        int checked = 0;
        for (int at = 0; at < bytes.length; at += TsPacket.SIZE) {
            packet.at(bytes, at);
            pcr = packet.hasPcr() ? packet.pcrTicks() / 300 : pcr;
            if (packet.pid() == standard.videoPid().value() && packet.hasPayload() && pcr >= 0) {
                PesHeader header = PesHeader.read(packet);
                if (dts >= 0) {
                    assertThat(dts - pcr).isBetween(1L, 90_000L);
                    checked++;
                }
                dts = header == null ? dts : header.dts();
            }
        }
        assertThat(checked).isGreaterThan(1000);
    }

    @Test
    void atsc_tables_say_what_the_station_is() {
        StationSettings settings = TestBroadcasts.atsc().withChannel(ChannelNumber.parse("13.2"), "KTEST");
        Received received = record(settings, NOW, Duration.ofSeconds(2));

        assertThat(received.broken).isZero();
        assertThat(received.tables(ProgramAssociation.class))
                .hasSizeBetween(19, 21)
                .allSatisfy(table -> {
                    assertThat(table.transportStreamId()).isEqualTo(0x0801);
                    assertThat(table.programs()).containsOnly(Map.entry(1, new Pid(0x30)));
                });
        assertThat(received.tables(ProgramMap.class)).hasSizeBetween(19, 21).allSatisfy(table -> {
            assertThat(table.pcrPid()).isEqualTo(new Pid(0x31));
            assertThat(table.streams()).extracting(s -> s.streamType()).containsExactly(0x02, 0x81);
        });
        assertThat(received.tables(MasterGuide.class)).hasSizeBetween(19, 21);
        assertThat(received.tables(VirtualChannelTable.class))
                .hasSize(5)
                .allSatisfy(table -> assertThat(table.channels())
                        .singleElement()
                        .satisfies(channel -> {
                            assertThat(channel.shortName()).isEqualTo("KTEST");
                            assertThat(channel.major()).isEqualTo(13);
                            assertThat(channel.minor()).isEqualTo(2);
                        }));
        assertThat(received.tables(Stt.class))
                .hasSize(2)
                .allSatisfy(stt -> assertThat(stt.gpsUtcOffset()).isEqualTo(18));
    }

    @Test
    void dvb_tables_say_what_the_station_is() {
        Received received = record(TestBroadcasts.dvb(), NOW.minusMillis(500), Duration.ofSeconds(10));

        assertThat(received.broken).isZero();
        assertThat(received.tables(ServiceDescription.class))
                .hasSize(25)
                .allSatisfy(table -> assertThat(table.services())
                        .singleElement()
                        .satisfies(service -> assertThat(service.serviceName()).isEqualTo("KCOP")));
        assertThat(received.tables(Tdt.class)).hasSize(10);
        assertThat(received.tables(Tot.class)).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void time_tables_agree_with_the_clock_they_are_sent_by(Standard standard) {
        StationSettings settings = settings(standard);
        Multiplex multiplex = TestBroadcasts.open(settings);
        Received received = record(settings, NOW.minusMillis(500), Duration.ofSeconds(40));

        long first = multiplex.slotAt(NOW.minusMillis(500));
        List<Received.Table> times = received.tables.stream()
                .filter(table -> table.table() instanceof TimeTable && !(table.table() instanceof Tot))
                .toList();
        assertThat(times).hasSize(40);
        for (int i = 0; i < times.size(); i++) {
            Instant said = ((TimeTable) times.get(i).table()).utc();
            assertThat(said).isEqualTo(NOW.plusSeconds(i));
            assertThat(Duration.between(
                            said, multiplex.timeOf(first + times.get(i).packet())))
                    .isBetween(Duration.ZERO, Duration.ofMillis(25));
        }
    }

    @ParameterizedTest
    @EnumSource
    void late_time_tables_keep_their_order_and_their_continuity(Standard standard) {
        StationSettings settings = settings(standard).withTimeTableJitter(StationSettings.MOST_JITTER, 4711);
        Multiplex multiplex = TestBroadcasts.open(settings);
        Received received = record(settings, NOW, Duration.ofSeconds(60));

        long first = multiplex.slotAt(NOW);
        List<Duration> late = received.tables.stream()
                .filter(table -> table.table() instanceof TimeTable && !(table.table() instanceof Tot))
                .map(table ->
                        Duration.between(((TimeTable) table.table()).utc(), multiplex.timeOf(first + table.packet())))
                .toList();
        assertThat(received.broken).isZero();
        assertThat(late)
                .hasSizeBetween(59, 60)
                .allSatisfy(lateness ->
                        assertThat(lateness).isBetween(Duration.ZERO, StationSettings.MOST_JITTER.plusMillis(25)));
        assertThat(late).anySatisfy(lateness -> assertThat(lateness).isGreaterThan(Duration.ofMillis(700)));
        assertThat(late).anySatisfy(lateness -> assertThat(lateness).isLessThan(Duration.ofMillis(200)));
    }

    @ParameterizedTest
    @EnumSource
    void the_33_bit_wrap_changes_nothing_but_the_clock_fields(Standard standard) {
        StationSettings plain = settings(standard).withClock(NOW, new Pcr(Pcr.HERTZ));
        StationSettings wrapping = plain.withClock(NOW, Pcr.wrapped(-5 * Pcr.HERTZ));
        Received expected = record(plain, NOW, Duration.ofSeconds(10));
        Received received = record(wrapping, NOW, Duration.ofSeconds(10));

        assertThat(received.broken).isZero();
        assertThat(received.pcrs).hasSameSizeAs(expected.pcrs);
        assertThat(received.pcrs.getFirst().ticks()).isGreaterThan(Pcr.MODULUS - 6 * Pcr.HERTZ);
        assertThat(received.pcrs.getLast().ticks()).isLessThan(6 * Pcr.HERTZ);
        assertThat(received.dtsSteps(standard.videoPid())).isEqualTo(expected.dtsSteps(standard.videoPid()));
        assertThat(received.dtsSteps(standard.audioPid())).isEqualTo(expected.dtsSteps(standard.audioPid()));
        assertThat(received.tables.stream().map(Received.Table::table))
                .containsExactlyElementsOf(
                        expected.tables.stream().map(Received.Table::table).toList());
    }

    @Test
    void any_cut_of_the_broadcast_holds_the_same_packets() {
        Multiplex multiplex = TestBroadcasts.open(TestBroadcasts.atsc());
        long first = multiplex.slotAt(seam(multiplex.settings()).minusSeconds(2));
        int count = 8000;
        byte[] whole = new byte[count * TsPacket.SIZE];
        multiplex.write(first, count, whole, 0);

        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        byte[] pieces = new byte[whole.length];
        for (int done = 0; done < count; ) {
            int piece = Math.min(count - done, 1 + random.nextInt(300));
            multiplex.write(first + done, piece, pieces, done * TsPacket.SIZE);
            done += piece;
        }
        assertThat(Arrays.mismatch(pieces, whole)).isEqualTo(-1);
    }

    @Test
    void two_stations_opened_apart_send_the_same_packets() {
        StationSettings settings = TestBroadcasts.atsc().withTimeTableJitter(Duration.ofMillis(300), 7);
        byte[] one = StationRecording.of(TestBroadcasts.open(settings), NOW, Duration.ofSeconds(3))
                .toBytes();
        byte[] other = StationRecording.of(TestBroadcasts.open(settings), NOW.plusSeconds(1), Duration.ofSeconds(1))
                .toBytes();
        long skipped = TestBroadcasts.open(settings).slotAt(NOW.plusSeconds(1))
                - TestBroadcasts.open(settings).slotAt(NOW);
        int at = Math.toIntExact(skipped * TsPacket.SIZE);
        assertThat(Arrays.copyOfRange(one, at, at + other.length)).isEqualTo(other);
    }
}
