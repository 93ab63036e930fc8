package channel.every.clock;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.clock.SyncState.Suspect;
import channel.every.clock.SyncState.Synced;
import channel.every.clock.SyncState.Unsynced;
import channel.every.time.Pcr;
import channel.every.ts.Pid;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BroadcastClockTest {
    private static final ChunkCadence D = ChunkCadence.DEFAULT;
    private static final long MS = 27_000;
    private static final long STEP_MS = 16 * 1001;
    private static final Pid PCR_PID = new Pid(0x31);
    private static final Instant NOON = Instant.parse("2026-06-08T12:00:00Z");

    /** PCR at which UTC less PCR is a multiple of 2^33 * 300 plus one of sixteen windows: as far from every edge as can be. */
    private static final long CENTRED = pcrAt(NOON, 0);

    private final BroadcastClock clock = new BroadcastClock(D);
    private long pcr = CENTRED;
    private Instant utc = NOON;

    BroadcastClockTest() {
        clock.follow(PCR_PID);
    }

    /** The PCR of a broadcast whose time is this much later than an anchor's multiple of sixteen windows. */
    private static long pcrAt(Instant utc, long millisPastCentre) {
        long utc27 = utc.toEpochMilli() * MS;
        return Math.floorMod(utc27 - 3 * STEP_MS * MS - millisPastCentre * MS, Pcr.MODULUS);
    }

    private void start(long millisPastCentre) {
        pcr = pcrAt(NOON, millisPastCentre);
        clock.pcr(pcr, false);
    }

    private void run(long millis) {
        for (long left = millis; left > 0; left -= 40) {
            long step = Math.min(40, left);
            pcr = Math.floorMod(pcr + step * MS, Pcr.MODULUS);
            utc = utc.plusMillis(step);
            clock.pcr(pcr, false);
        }
    }

    /** A time table that is this late, and the second until the next one. */
    private void second(TimeSource table, long lateMillis) {
        clock.timeTable(table, utc.minusMillis(lateMillis), utc);
        run(1000);
    }

    private void second() {
        second(TimeSource.STT, 0);
    }

    @Test
    void without_a_pcr_nothing_is_known() {
        assertThat(clock.state()).isEqualTo(new Unsynced(Unsynced.Reason.NO_PCR));
        assertThat(clock.grid()).isEmpty();
    }

    @Test
    void the_first_time_table_decides_once_the_next_pcr_follows() {
        start(0);
        assertThat(clock.state()).isEqualTo(new Unsynced(Unsynced.Reason.NO_TIME_TABLE));
        clock.timeTable(TimeSource.STT, utc, utc);
        assertThat(clock.grid()).isEmpty();
        run(40);
        assertThat(clock.state()).isInstanceOf(Synced.class);
        assertThat(((Synced) clock.state()).marginMillis()).isEqualTo(8 * 1001 - 20);
    }

    @Test
    void the_index_reads_as_utc_within_eight_windows() {
        start(7600);
        second();
        ChunkGrid grid = clock.grid().orElseThrow();
        long index = grid.indexAt(clock.now90k());
        assertThat(Math.abs(index * D.milliseconds() - utc.toEpochMilli())).isLessThanOrEqualTo(8 * 1001 + 1001);
        assertThat(clock.broadcastTime()).contains(utc.minusMillis(20));
    }

    @Test
    void an_index_is_out_of_reach_once_no_epoch_before_can_have_used_it() {
        for (long phase : new long[] {-7600, -3000, 0, 3000, 7600}) {
            BroadcastClock late = new BroadcastClock(D);
            late.follow(PCR_PID);
            pcr = pcrAt(NOON, phase);
            late.pcr(pcr, false);
            late.timeTable(TimeSource.STT, NOON, NOON);
            late.pcr(Math.floorMod(pcr + 20 * MS, Pcr.MODULUS), false);
            ChunkGrid grid = late.grid().orElseThrow();
            long index = grid.firstFullAfter(pcr / 300);
            while (!late.outOfReach(grid.startOf(index))) {
                index++;
            }
            // before the start indexes were at most eight windows ahead of UTC, and media two seconds ahead of its PCR
            long mostBefore = (NOON.toEpochMilli() + 8 * D.milliseconds() + 2000) / D.milliseconds();
            assertThat(index).as("%d ms past the centre", phase).isBetween(mostBefore + 1, mostBefore + 3);
        }
    }

    @Test
    void boundaries_depend_on_the_pcr_alone_however_late_the_time_tables_are() {
        start(0);
        second(TimeSource.STT, 290);
        BroadcastClock other = new BroadcastClock(D);
        other.follow(PCR_PID);
        other.pcr(pcr, false);
        other.timeTable(TimeSource.STT, utc.plusMillis(120), utc);
        other.pcr(Math.floorMod(pcr + 40 * MS, Pcr.MODULUS), false);
        assertThat(other.grid()).isEqualTo(clock.grid());
    }

    @Test
    void a_receiver_that_starts_behind_a_wrap_announces_the_same_anchor() {
        Instant late = NOON.plusMillis((Pcr.MODULUS - CENTRED) / MS + 5000);
        start(0);
        second();
        while (utc.isBefore(late)) {
            second();
        }
        BroadcastClock other = new BroadcastClock(D);
        other.follow(PCR_PID);
        other.pcr(pcr, false);
        other.timeTable(TimeSource.STT, utc, utc);
        other.pcr(Math.floorMod(pcr + 40 * MS, Pcr.MODULUS), false);
        run(40);
        assertThat(pcr).isLessThan(60_000 * MS);
        assertThat(((Synced) other.state()).anchor()).isEqualTo(((Synced) clock.state()).anchor());
        assertThat(other.grid().orElseThrow().indexAt(other.now90k()))
                .isEqualTo(clock.grid().orElseThrow().indexAt(clock.now90k()));
        assertThat(clock.epoch()).isEqualTo(1);
    }

    @Test
    void near_an_edge_the_median_of_ten_decides_and_the_margin_is_told() {
        start(8 * 1001 - 100);
        for (int i = 0; i < 9; i++) {
            second(TimeSource.STT, i % 2);
            assertThat(clock.state()).isEqualTo(new Unsynced(Unsynced.Reason.NEAR_AN_EDGE));
        }
        second();
        Synced synced = (Synced) clock.state();
        assertThat(synced.marginMillis()).isBetween(119L, 122L);
    }

    @Test
    void an_anchor_within_three_times_the_jitter_of_an_edge_is_suspect_until_another_publisher_announces_the_same() {
        start(8 * 1001 - 40);
        for (int i = 0; i < 10; i++) {
            second(TimeSource.STT, i % 2 * 60);
        }
        assertThat(clock.state()).isInstanceOfSatisfying(Suspect.class, suspect -> {
            assertThat(suspect.reason()).isEqualTo(SuspectReason.MARGIN);
            assertThat(suspect.provable()).isFalse();
            assertThat(clock.adopt(suspect.anchor())).isTrue();
        });
        assertThat(clock.state()).isInstanceOf(Synced.class);
    }

    @Test
    void an_undecided_clock_takes_over_an_announced_anchor_that_fits() {
        start(8 * 1001 - 100);
        second();
        long total = 27_000 * utc.toEpochMilli() - pcr;
        long n = Math.floorDiv(total + Pcr.MODULUS / 2, Pcr.MODULUS);
        UtcAnchor beyondTheEdge = new UtcAnchor(n, 4 * STEP_MS * MS, PCR_PID, TimeSource.STT);
        UtcAnchor absurd = new UtcAnchor(n, 9 * STEP_MS * MS, PCR_PID, TimeSource.STT);
        assertThat(clock.adopt(absurd)).isFalse();
        assertThat(clock.adopt(beyondTheEdge)).isTrue();
        assertThat(((Synced) clock.state()).anchor()).isEqualTo(beyondTheEdge);
    }

    @Test
    void what_there_is_decides_when_no_more_will_come_and_is_suspect_near_an_edge() {
        start(8 * 1001 - 100);
        second();
        clock.settle();
        assertThat(((Suspect) clock.state()).reason()).isEqualTo(SuspectReason.MARGIN);
        assertThat(clock.grid()).isPresent();
    }

    @Test
    void two_publishers_that_decided_differently_near_an_edge_come_together() {
        start(8 * 1001);
        BroadcastClock other = new BroadcastClock(D);
        other.follow(PCR_PID);
        other.pcr(pcr, false);
        for (int i = 0; i < 12; i++) {
            clock.timeTable(TimeSource.STT, utc.plusMillis(40 + i % 3 * 40), utc);
            other.timeTable(TimeSource.STT, utc.minusMillis(40 + i % 3 * 40), utc);
            for (int step = 0; step < 25; step++) {
                pcr = Math.floorMod(pcr + 40 * MS, Pcr.MODULUS);
                utc = utc.plusMillis(40);
                clock.pcr(pcr, false);
                other.pcr(pcr, false);
            }
        }
        assertThat(clock.grid()).isNotEqualTo(other.grid());
        assertThat(clock.state().provable()).isFalse();
        assertThat(other.state().provable()).isFalse();
        UtcAnchor mine = clock.state().announced().orElseThrow();
        UtcAnchor theirs = other.state().announced().orElseThrow();
        for (int round = 0; round < 3; round++) {
            clock.adopt(theirs);
            other.adopt(mine);
            mine = clock.state().announced().orElseThrow();
            theirs = other.state().announced().orElseThrow();
        }
        assertThat(mine).isEqualTo(theirs);
        assertThat(clock.state().provable()).isTrue();
        assertThat(other.state().provable()).isTrue();
    }

    @Test
    void a_publisher_gives_way_to_one_that_stays() {
        start(8 * 1001 - 20);
        for (int i = 0; i < 10; i++) {
            second(TimeSource.STT, i % 2 * 60);
        }
        UtcAnchor own = clock.state().announced().orElseThrow();
        UtcAnchor later = new UtcAnchor(own.n(), own.offset27M() + STEP_MS * MS, PCR_PID, TimeSource.STT);
        assertThat(clock.adopt(later)).isFalse();
        assertThat(clock.adopt(later)).isFalse();
        assertThat(clock.adopt(later)).isFalse();
        assertThat(clock.adopt(later)).isTrue();
        assertThat(clock.epochCause()).isEqualTo(EpochCause.ANCHOR_ADOPTED);
    }

    @Test
    void a_clear_anchor_is_never_given_up_for_an_announced_one() {
        start(0);
        second();
        UtcAnchor own = ((Synced) clock.state()).anchor();
        UtcAnchor other = new UtcAnchor(own.n(), own.offset27M() + STEP_MS * MS, PCR_PID, TimeSource.STT);
        for (int i = 0; i < 10; i++) {
            assertThat(clock.adopt(other)).isFalse();
        }
        assertThat(((Synced) clock.state()).anchor()).isEqualTo(own);
    }

    @Test
    void a_signalled_discontinuity_begins_an_epoch_that_must_be_anchored_anew() {
        start(0);
        second();
        clock.pcr(Math.floorMod(pcr + 7_000_000 * MS, Pcr.MODULUS), true);
        assertThat(clock.epoch()).isEqualTo(2);
        assertThat(clock.epochCause()).isEqualTo(EpochCause.SIGNALLED_DISCONTINUITY);
        assertThat(clock.grid()).isEmpty();
    }

    @Test
    void a_discontinuity_flag_on_a_pcr_that_goes_on_is_none() {
        start(0);
        second();
        clock.pcr(Math.floorMod(pcr + 40 * MS, Pcr.MODULUS), true);
        assertThat(clock.epoch()).isEqualTo(1);
    }

    @Test
    void a_pcr_that_runs_backwards_or_leaps_begins_an_epoch_unsignalled() {
        start(0);
        second();
        clock.pcr(pcr - 1, false);
        assertThat(clock.epochCause()).isEqualTo(EpochCause.PCR_BACKWARDS);
        clock.pcr(Math.floorMod(pcr + 1001 * MS, Pcr.MODULUS), false);
        assertThat(clock.epochCause()).isEqualTo(EpochCause.PCR_GAP);
        assertThat(clock.epoch()).isEqualTo(3);
    }

    @Test
    void a_second_of_lost_pcrs_is_bridged() {
        start(0);
        second();
        clock.pcr(Math.floorMod(pcr + 1000 * MS, Pcr.MODULUS), false);
        assertThat(clock.epoch()).isEqualTo(1);
    }

    @Test
    void a_time_table_between_pcrs_far_apart_says_nothing() {
        start(0);
        clock.timeTable(TimeSource.STT, utc, utc);
        clock.pcr(Math.floorMod(pcr + 121 * MS, Pcr.MODULUS), false);
        assertThat(clock.state()).isEqualTo(new Unsynced(Unsynced.Reason.NO_TIME_TABLE));
    }

    @Test
    void another_pcr_pid_begins_an_epoch() {
        start(0);
        second();
        clock.follow(new Pid(0x41));
        assertThat(clock.state()).isEqualTo(new Unsynced(Unsynced.Reason.NO_PCR));
        clock.pcr(pcr, false);
        assertThat(clock.epochCause()).isEqualTo(EpochCause.PCR_PID_CHANGED);
    }

    @Test
    void a_time_table_before_a_discontinuity_says_nothing_about_the_new_epoch() {
        start(0);
        clock.timeTable(TimeSource.STT, utc, utc);
        clock.pcr(Math.floorMod(pcr + 7_000_000 * MS, Pcr.MODULUS), true);
        run(1000);
        assertThat(clock.state()).isEqualTo(new Unsynced(Unsynced.Reason.NO_TIME_TABLE));
    }

    @Test
    void tdt_decides_and_tot_half_a_second_off_does_not_matter() {
        start(0);
        second(TimeSource.TOT, 552);
        assertThat(clock.state()).isEqualTo(new Unsynced(Unsynced.Reason.NO_TIME_TABLE));
        second(TimeSource.TDT, 0);
        second(TimeSource.TOT, 552);
        assertThat(((Synced) clock.state()).anchor().table()).isEqualTo(TimeSource.TDT);
    }

    @Test
    void tot_decides_where_no_tdt_comes() {
        start(0);
        for (int i = 0; i < 33; i++) {
            second(TimeSource.TOT, 0);
        }
        assertThat(((Synced) clock.state()).anchor().table()).isEqualTo(TimeSource.TOT);
    }

    @Test
    void tables_seconds_apart_are_suspect_but_tdt_still_proves() {
        start(0);
        second(TimeSource.TDT, 0);
        second(TimeSource.TOT, 3_600_000);
        assertThat(clock.state()).isInstanceOfSatisfying(Suspect.class, suspect -> {
            assertThat(suspect.reason()).isEqualTo(SuspectReason.TABLES_DISAGREE);
            assertThat(suspect.provable()).isTrue();
        });
    }

    @Test
    void jitter_beyond_what_the_rule_allows_for_is_suspect() {
        start(0);
        second();
        second(TimeSource.STT, 700);
        assertThat(clock.state())
                .isInstanceOfSatisfying(
                        Suspect.class, suspect -> assertThat(suspect.reason()).isEqualTo(SuspectReason.JITTER));
    }

    @Test
    void a_broadcast_far_from_the_nodes_clock_is_suspect_and_still_proves() {
        start(0);
        clock.timeTable(TimeSource.STT, utc, utc.plusSeconds(31));
        run(40);
        assertThat(clock.state()).isInstanceOfSatisfying(Suspect.class, suspect -> {
            assertThat(suspect.reason()).isEqualTo(SuspectReason.FAR_FROM_NODE);
            assertThat(suspect.provable()).isTrue();
        });
    }

    @Test
    void a_recording_is_not_compared_with_the_nodes_clock() {
        start(0);
        clock.timeTable(TimeSource.STT, utc, null);
        run(40);
        assertThat(clock.state()).isInstanceOf(Synced.class);
    }

    @Test
    void time_tables_may_stay_away_and_return() {
        start(0);
        second();
        run(61_000);
        assertThat(((Suspect) clock.state()).reason()).isEqualTo(SuspectReason.TABLE_ABSENT);
        assertThat(clock.state().provable()).isTrue();
        second();
        assertThat(clock.state()).isInstanceOf(Synced.class);
        assertThat(clock.epoch()).isEqualTo(1);
    }

    @Test
    void a_broadcaster_who_sets_the_clock_makes_it_suspect_at_once_and_moves_the_anchor_after_ten_tables() {
        start(0);
        second();
        utc = utc.plusSeconds(40);
        second();
        assertThat(clock.state().provable()).isFalse();
        for (int i = 0; i < 8; i++) {
            second();
            assertThat(clock.epoch()).isEqualTo(1);
        }
        second();
        assertThat(clock.epochCause()).isEqualTo(EpochCause.BROADCAST_TIME_MOVED);
        assertThat(clock.state()).isInstanceOf(Synced.class);
        assertThat(clock.broadcastTime()).contains(utc.minusMillis(20));
    }

    @Test
    void a_clock_that_was_never_set_is_not_believed() {
        start(0);
        clock.timeTable(TimeSource.STT, Instant.parse("1980-01-06T00:00:00Z"), utc);
        run(40);
        assertThat(clock.state()).isEqualTo(new Unsynced(Unsynced.Reason.NO_TIME_TABLE));
    }

    @Test
    void without_a_time_table_windows_count_from_the_nodes_clock_until_one_comes() {
        start(0);
        run(30_960);
        assertThat(clock.waitedForTimeTable()).isFalse();
        run(40);
        assertThat(clock.waitedForTimeTable()).isTrue();
        clock.countFromNode(NOON, 0);
        ChunkGrid grid = clock.grid().orElseThrow();
        long first = grid.firstFullAfter(clock.now90k());
        assertThat(first * D.milliseconds()).isBetween(utc.toEpochMilli(), utc.toEpochMilli() + 2 * 1001);
        assertThat(clock.state().synced()).isFalse();
        second();
        assertThat(clock.epochCause()).isEqualTo(EpochCause.TIME_TABLE_FOUND);
        assertThat(clock.state().synced()).isTrue();
    }

    @Test
    void counting_from_the_nodes_clock_never_goes_back_behind_an_index() {
        start(0);
        clock.countFromNode(Instant.EPOCH, 1_000_000);
        assertThat(clock.grid().orElseThrow().firstFullAfter(clock.now90k())).isGreaterThanOrEqualTo(1_000_000);
    }

    /** GPS_UTC_offset counts one more while system_time goes on: UTC, and so every table from then on, is a second behind. */
    private void leapSecond() {
        utc = utc.minusSeconds(1);
    }

    @Test
    void a_leap_second_ends_no_epoch_and_moves_no_window() {
        start(0);
        second();
        ChunkGrid before = clock.grid().orElseThrow();
        leapSecond();
        for (int i = 0; i < 20; i++) {
            second();
        }
        assertThat(clock.epoch()).isEqualTo(1);
        assertThat(clock.grid()).contains(before);
        assertThat(clock.state()).isInstanceOf(Synced.class);
        assertThat(clock.broadcastTime()).contains(utc.minusMillis(20));
    }

    @Test
    void a_leap_second_across_an_edge_proves_nothing_until_old_and_new_receivers_agree() {
        start(-7600);
        second();
        assertThat(clock.state()).isInstanceOf(Synced.class);
        leapSecond();
        BroadcastClock late = new BroadcastClock(D);
        late.follow(PCR_PID);
        late.pcr(pcr, false);
        for (int table = 0; table < 10; table++) {
            late.timeTable(TimeSource.STT, utc, utc);
            clock.timeTable(TimeSource.STT, utc, utc);
            for (int step = 0; step < 25; step++) {
                run(40);
                late.pcr(pcr, false);
            }
            boolean equal = late.grid().equals(clock.grid());
            boolean both = late.state().provable() && clock.state().provable();
            assertThat(equal || !both).as("behind table %d", table).isTrue();
        }
        assertThat(clock.epochCause()).isEqualTo(EpochCause.BROADCAST_TIME_MOVED);
        assertThat(late.grid()).isEqualTo(clock.grid());
        assertThat(clock.state()).isInstanceOf(Synced.class);
    }
}
