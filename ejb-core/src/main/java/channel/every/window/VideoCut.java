package channel.every.window;

import java.util.Arrays;
import java.util.List;

/**
 * The video of one window: from the last random access point two frames ahead of the window up to the first picture that decodes
 * three frames behind it, without those ahead of it that it does not need.
 *
 * @param start of the window, on the clock epoch's count in 90 kHz ticks
 * @param end of the window
 */
record VideoCut(long start, long end) {
    /** Two frames at 24000/1001 Hz: a deinterlacer looks back this far. */
    static final long GUARD = 7508;

    /** Three frames at 30000/1001 Hz: a deinterlacer looks ahead, and pictures decode before they are shown. */
    static final long TAIL = 9009;

    /** Without two pictures there is no distance to measure: one at 25 Hz. */
    private static final long DEFAULT_STEP = 3600;

    /** Whether a picture has started that the window no longer takes. */
    boolean closedBy(List<PesUnit> units) {
        return StreamCut.firstFrom(units, end + TAIL) >= 0;
    }

    /** Index of the picture to start from, -1 without one. */
    int preroll(List<PesUnit> units, int to) {
        for (int i = to - 1; i >= 0; i--) {
            PesUnit unit = units.get(i);
            if (unit.randomAccess() && unit.pts() <= start - GUARD) {
                return i;
            }
        }
        return -1;
    }

    StreamCut.Attempt cut(List<PesUnit> units, VideoCodec codec, int prerollPackets) {
        int marker = StreamCut.firstFrom(units, end + TAIL);
        int to = marker < 0 ? units.size() : marker;
        int from = preroll(units, to);
        if (from < 0) {
            return new StreamCut.Attempt.Refused(
                    DropReason.STARTED_LATE, "no random access point was received 84 ms or more ahead of the window");
        }
        List<PesUnit> upToMarker = MissingStamps.derived(units.subList(from, Math.min(to + 1, units.size())), codec);
        List<PesUnit> chosen = List.copyOf(upToMarker.subList(0, to - from));
        long packets = 0;
        for (PesUnit unit : chosen) {
            if (unit.timed() && unit.dts() >= start) {
                break;
            }
            packets += CanonicalStream.packets(unit, true);
        }
        if (packets > prerollPackets) {
            return new StreamCut.Attempt.Refused(
                    DropReason.PREROLL_TOO_LONG,
                    "the last random access point lies " + packets + " packets ahead of the window, more than "
                            + prerollPackets);
        }
        List<PesUnit> needed = NeedlessPictures.without(chosen, codec, start - GUARD);
        return new StreamCut.Attempt.Cut(
                new StreamCut(needed, chosen, marker >= 0, coverage(chosen, upToMarker, codec)));
    }

    /** The smallest distance of two pictures, 90 kHz ticks. */
    static long step(List<PesUnit> units) {
        return step(stamps(units));
    }

    private static long step(long[] stamps) {
        long step = Long.MAX_VALUE;
        for (int i = 1; i < stamps.length; i++) {
            if (stamps[i] > stamps[i - 1]) {
                step = Math.min(step, stamps[i] - stamps[i - 1]);
            }
        }
        return step == Long.MAX_VALUE ? DEFAULT_STEP : step;
    }

    /** @param upToMarker the chosen pictures and the one that showed the end */
    private Coverage coverage(List<PesUnit> chosen, List<PesUnit> upToMarker, VideoCodec codec) {
        long[] shown = stamps(chosen);
        long step = step(shown);
        // soft telecine shows a picture for 1.5 steps; H.264 may mix fields and frames, a step and two
        long limit = switch (codec) {
            case MPEG2, HEVC -> step * 7 / 4;
            case H264 -> step * 9 / 4;
        };
        // of two pictures it is not known how far apart they should be
        boolean uncertain = shown.length < 3 || skips(upToMarker, limit);
        Coverage coverage = uncertain ? Coverage.FULL.uncertain() : Coverage.FULL;
        long covered = start;
        // behind the window pictures are missing by reordering: they decode later
        for (int i = 0; i < shown.length && covered < end; i++) {
            if (i > 0) {
                coverage = coverage.plusGap(covered, shown[i], start, end, limit - step);
            }
            covered = shown[i] + step;
        }
        return coverage.plusGap(covered, Math.max(covered, end), start, end, limit - step);
    }

    /** Whether pictures are missing in the order of decoding, which is without gaps. */
    private static boolean skips(List<PesUnit> units, long limit) {
        long last = Long.MAX_VALUE;
        for (PesUnit unit : units) {
            if (unit.timed()) {
                if (last != Long.MAX_VALUE && unit.dts() - last > limit) {
                    return true;
                }
                last = unit.dts();
            }
        }
        return false;
    }

    /** Of the pictures that are shown: those in front of the random access point cannot be decoded. */
    private static long[] stamps(List<PesUnit> units) {
        long first = units.getFirst().pts();
        long[] stamps = units.stream()
                .filter(PesUnit::timed)
                .mapToLong(PesUnit::pts)
                .filter(pts -> pts >= first)
                .toArray();
        Arrays.sort(stamps);
        return stamps;
    }
}
