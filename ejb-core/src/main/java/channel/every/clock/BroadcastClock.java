package channel.every.clock;

import channel.every.clock.AnchorRule.Decision;
import channel.every.time.Pcr;
import channel.every.ts.Pid;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The clock of one program: its PCR, anchored to the stream's own UTC (ECP-0010). Boundaries depend on the PCR alone; UTC selects
 * the anchor once per clock epoch. Not safe for use by several threads.
 */
public final class BroadcastClock {
    /** TR 101 211 4.4: a time table comes at least every 30 s; one second more for the section to arrive. */
    public static final Duration TIME_TABLE_WAIT = Duration.ofSeconds(31);

    /** Two time tables may be missed before the clock says so. */
    static final long ABSENCE_TICKS = 60 * Pcr.HERTZ;

    /** A broadcast this far from the node's clock is not believed; NTP and the delay of a broadcast stay far below. */
    static final Duration NODE_TOLERANCE = Duration.ofSeconds(30);

    /** A broadcaster's clock that says less was never set. */
    private static final Instant EARLIEST_UTC = Instant.parse("2000-01-01T00:00:00Z");

    /** PCRs further apart than this do not tell when a time table arrived (ISO/IEC 13818-1 2.7.2: 100 ms, and mux jitter). */
    private static final long LARGEST_BRACKET = 120 * 27_000L;

    /** Media of an earlier epoch, two seconds ahead of its PCR (ISO/IEC 13818-1 2.4.2.7: one), and both epochs' time tables. */
    private static final long EARLIER_REACH = 2 * Pcr.HERTZ + 2 * AnchorRule.CLEAR_TICKS;

    /** So often another publisher must repeat its anchor until we believe that it will not take ours. */
    private static final int PATIENCE = 3;

    private final ChunkCadence cadence;
    private final AnchorRule rule;
    private final PcrTimeline timeline = new PcrTimeline();
    private final UtcEvidence evidence;

    private @Nullable Pid pcrPid;
    private EpochCause cause = EpochCause.FIRST_PCR;
    private boolean pidChanged;
    private int epoch;

    private @Nullable Held held;
    private @Nullable ChunkGrid nodeGrid;
    private @Nullable UtcAnchor announced;
    private int repeated;
    private @Nullable Sample pending;
    private boolean farFromNode;

    /** A time table that waits for the next PCR, which shows that the one before it belongs to the same epoch. */
    private record Sample(TimeSource table, long utc27M, long pcrTicks, boolean farFromNode) {}

    public BroadcastClock(ChunkCadence cadence) {
        this.cadence = cadence;
        this.rule = new AnchorRule(cadence);
        this.evidence = new UtcEvidence(rule);
    }

    /** Follows the PCR on this PID, as the PMT says; another one than before starts a new epoch with its first PCR. */
    public void follow(Pid pid) {
        if (!pid.equals(pcrPid)) {
            pidChanged = pcrPid != null;
            pcrPid = pid;
            timeline.stop();
            forget();
        }
    }

    /**
     * Takes a PCR of the followed PID, in the order of the stream.
     *
     * @param discontinuity discontinuity_indicator of its packet
     */
    public void pcr(long pcrTicks, boolean discontinuity) {
        EpochCause jump = timeline.advance(pcrTicks, discontinuity);
        if (jump != null) {
            forget();
            begin(jump == EpochCause.FIRST_PCR && pidChanged ? EpochCause.PCR_PID_CHANGED : jump);
            pidChanged = false;
        } else if (pending != null) {
            accept(pending, timeline.ticks() - pending.pcrTicks);
            pending = null;
        }
    }

    /**
     * Takes a time table of the stream, in the order of the stream. It counts as soon as the next PCR continues the epoch.
     *
     * @param node what the node's clock says, null when the stream is a recording
     */
    public void timeTable(TimeSource table, Instant utc, @Nullable Instant node) {
        if (timeline.running() && !utc.isBefore(EARLIEST_UTC)) {
            boolean far = node != null && Duration.between(node, utc).abs().compareTo(NODE_TOLERANCE) > 0;
            pending = new Sample(table, Math.multiplyExact(utc.toEpochMilli(), 27_000L), timeline.ticks(), far);
        }
    }

    /**
     * Takes over the anchor that another publisher of the stream announces if ours is undecided or too close to an edge and theirs
     * fits; an equal one confirms ours. To be called with every announcement: of two undecided publishers the one with the later
     * time gives way, and both give way to one that stays.
     *
     * @return whether both now hold the same
     */
    public boolean adopt(UtcAnchor anchor) {
        repeated = anchor.equals(announced) ? repeated + 1 : 0;
        announced = anchor;
        return adoptAnnounced();
    }

    private boolean adoptAnnounced() {
        if (announced == null || !announced.pcrPid().equals(pcrPid) || evidence.empty()) {
            return false;
        }
        Optional<Decision> theirs = counted(announced);
        if (theirs.isEmpty()) {
            return false;
        }
        Held ours = held;
        if (ours == null) {
            hold(new Held(theirs.get(), false, true));
            return true;
        }
        if (ours.decision().equals(theirs.get())) {
            held = new Held(ours.decision(), ours.certain(), true);
            return true;
        }
        boolean givesWay = theirs.get().total() < ours.decision().total() || repeated >= PATIENCE;
        if (ours.certain() || !evidence.nearAnEdge() || !givesWay) {
            return false;
        }
        hold(new Held(theirs.get(), false, true));
        return true;
    }

    /** No more time tables will come: the median of those so far decides, however close to an edge. */
    public void settle() {
        if (held == null && !evidence.empty()) {
            hold(new Held(rule.decide(evidence.median()), false, false));
        }
    }

    /**
     * Counts windows from the node's clock, because no time table came; boundaries still lie on the PCR.
     *
     * @param atFirstPcr what the node's clock said at the epoch's first PCR
     * @param leastIndex no window gets a lower index
     */
    public void countFromNode(Instant atFirstPcr, long leastIndex) {
        if (!timeline.running() || held != null || nodeGrid != null) {
            return;
        }
        long d = cadence.ticks90k();
        long start = timeline.start() / 300;
        long wall = Math.max(atFirstPcr.toEpochMilli() * 90, leastIndex * d);
        nodeGrid = new ChunkGrid(cadence, Math.ceilDiv(wall - start, d) * d);
        begin(EpochCause.TIME_TABLE_MISSING);
    }

    /** Whether windows have waited long enough for a time table to be counted from the node's clock. */
    public boolean waitedForTimeTable() {
        return timeline.running()
                && held == null
                && timeline.ticks() - timeline.start() >= TIME_TABLE_WAIT.toSeconds() * Pcr.HERTZ;
    }

    /** Where the windows lie, empty while nothing says so. */
    public Optional<ChunkGrid> grid() {
        if (held == null) {
            return Optional.ofNullable(nodeGrid);
        }
        return Optional.of(new ChunkGrid(cadence, held.decision().total() / 300));
    }

    /**
     * Whether an index can not have been used by an earlier clock epoch, not even by one before this receiver started: of the same
     * UTC two epochs may make indexes half a rounding step to either side.
     *
     * @param start90k of the window, on the epoch's count
     */
    public boolean outOfReach(long start90k) {
        Held anchor = held;
        if (anchor == null) {
            return false;
        }
        long behind = evidence.median() - anchor.decision().total();
        return start90k * 300 - timeline.start() >= behind + rule.offsetStep() / 2 + EARLIER_REACH;
    }

    /** Grows by one with every discontinuity and with every change of the windows' place. */
    public int epoch() {
        return epoch;
    }

    /** Why the present epoch began. */
    public EpochCause epochCause() {
        return cause;
    }

    public boolean running() {
        return timeline.running();
    }

    /** The latest PCR on the epoch's count, in 90 kHz ticks. */
    public long now90k() {
        return timeline.ticks() / 300;
    }

    /** A 33-bit time stamp on the epoch's count, in 90 kHz ticks. */
    public long stamp(long pts) {
        return timeline.stamp(pts);
    }

    /** What the broadcaster's clock shows at the latest PCR, by the median of its time tables. */
    public Optional<Instant> broadcastTime() {
        if (!timeline.running() || evidence.empty()) {
            return Optional.empty();
        }
        return Optional.of(Instant.ofEpochMilli((timeline.ticks() + evidence.median()) / 27_000));
    }

    public SyncState state() {
        if (!timeline.running() || pcrPid == null) {
            return new SyncState.Unsynced(SyncState.Unsynced.Reason.NO_PCR);
        }
        TimeSource table = evidence.deciding();
        if (held == null || table == null) {
            return new SyncState.Unsynced(
                    evidence.empty()
                            ? SyncState.Unsynced.Reason.NO_TIME_TABLE
                            : SyncState.Unsynced.Reason.NEAR_AN_EDGE);
        }
        UtcAnchor anchor = new UtcAnchor(
                held.decision().n() + timeline.wraps(), held.decision().offset(), pcrPid, table);
        long margin = evidence.marginMillis(held.decision());
        SuspectReason doubt = doubt(held);
        return doubt == null ? new SyncState.Synced(anchor, margin) : new SyncState.Suspect(anchor, doubt, margin);
    }

    private @Nullable SuspectReason doubt(Held anchor) {
        SuspectReason doubt = evidence.doubt(anchor, timeline.ticks());
        if (doubt != null) {
            return doubt;
        }
        return farFromNode ? SuspectReason.FAR_FROM_NODE : null;
    }

    /** The section ended somewhere between two PCRs: half way is nearest. */
    private void accept(Sample sample, long step) {
        long at = sample.pcrTicks + step / 2;
        if (step > LARGEST_BRACKET || !evidence.accept(sample.table, sample.utc27M - at, at, timeline.start())) {
            return;
        }
        farFromNode = sample.farFromNode;
        if (held == null) {
            decide();
        } else if (evidence.movedFrom(held)) {
            held = null;
            begin(EpochCause.BROADCAST_TIME_MOVED);
            decide();
        } else if (evidence.nearAnEdge()) {
            adoptAnnounced();
        }
    }

    private void decide() {
        if (rule.clear(evidence.latest())) {
            hold(new Held(rule.decide(evidence.latest()), true, false));
        } else if (!adoptAnnounced() && evidence.full()) {
            hold(new Held(rule.decide(evidence.median()), false, false));
        }
    }

    private void hold(Held anchor) {
        if (held != null) {
            begin(EpochCause.ANCHOR_ADOPTED);
        } else if (nodeGrid != null) {
            begin(EpochCause.TIME_TABLE_FOUND);
        }
        held = anchor;
        nodeGrid = null;
    }

    /** Their anchor counted from our epoch's first PCR; the PCR may have wrapped between their announcement and now. */
    private Optional<Decision> counted(UtcAnchor anchor) {
        for (long wraps = timeline.wraps() - 1; wraps <= timeline.wraps() + 1; wraps++) {
            Decision candidate = new Decision(anchor.n() - wraps, anchor.offset27M());
            if (rule.fits(candidate, evidence.median(), evidence.slack())) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private void begin(EpochCause why) {
        cause = why;
        epoch++;
    }

    private void forget() {
        evidence.clear();
        held = null;
        nodeGrid = null;
        pending = null;
        farFromNode = false;
    }
}
