package channel.every.window;

import java.util.List;

/**
 * The audio of one window: PES packets from 250 ms ahead of it, which decoders need to forget their own start, to 107 ms behind it.
 *
 * @param start of the window, on the clock epoch's count in 90 kHz ticks
 * @param end of the window
 */
record AudioCut(long start, long end) {
    static final long LEAD = 22_560;
    static final long TAIL = 9_600;

    /** Five milliseconds, the shortest frame of any codec: a smaller step of the time stamps is rounding. */
    private static final long TOLERANCE = 450;

    /** Whether a PES packet has started that the window no longer takes. */
    boolean closedBy(List<PesUnit> units) {
        return StreamCut.firstFrom(units, end + TAIL) >= 0;
    }

    /** Index of the last PES packet ahead of the window's first, which shows that none is missing; -1 without one. */
    int before(List<PesUnit> units, int to) {
        for (int i = to - 1; i >= 0; i--) {
            PesUnit unit = units.get(i);
            if (unit.timed() && unit.pts() < start - LEAD) {
                return i;
            }
        }
        return -1;
    }

    StreamCut.Attempt cut(List<PesUnit> units) {
        int marker = StreamCut.firstFrom(units, end + TAIL);
        int to = marker < 0 ? units.size() : marker;
        int before = before(units, to);
        if (before < 0) {
            return new StreamCut.Attempt.Refused(
                    DropReason.STARTED_LATE, "no audio was received from 251 ms ahead of the window");
        }
        int from = before + 1;
        while (from < to && !units.get(from).timed()) {
            from++;
        }
        Coverage coverage = coverage(units.subList(before, marker < 0 ? to : marker + 1));
        return new StreamCut.Attempt.Cut(new StreamCut(
                List.copyOf(units.subList(from, to)), List.copyOf(units.subList(before, to)), marker >= 0, coverage));
    }

    private Coverage coverage(List<PesUnit> units) {
        Coverage coverage = Coverage.FULL;
        long stamp = units.getFirst().pts();
        long covered = stamp;
        for (PesUnit unit : units) {
            if (unit.timed() && unit.pts() > stamp) {
                // frames that cannot be read say nothing about a gap, neither that there is one nor that there is none
                coverage = covered == stamp
                        ? coverage.uncertain()
                        : coverage.plusGap(covered, unit.pts(), start, end, TOLERANCE);
                stamp = unit.pts();
                covered = stamp;
            }
            covered += unit.durationTicks();
        }
        return coverage.plusGap(covered, Math.max(covered, end), start, end, TOLERANCE);
    }
}
