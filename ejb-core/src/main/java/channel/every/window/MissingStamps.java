package channel.every.window;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives pictures whose PES packet carries no time stamp (legal: ISO/IEC 13818-1 2.7.4, 2.7.5) the one that follows from their place
 * among those that do: PTS by the order of display, DTS by the order of decoding. It looks at the chosen pictures and nothing else, so
 * that every receiver derives the same.
 */
final class MissingStamps {
    /** Time stamps are at most 700 ms apart (ISO/IEC 13818-1 2.7.4), which are 42 pictures of 59.94 Hz. */
    private static final int FARTHEST = 64;

    private final List<PesUnit> units;
    private final DisplayOrder.@Nullable Place[] places;

    private MissingStamps(List<PesUnit> units, VideoCodec codec) {
        this.units = units;
        places = new DisplayOrder.@Nullable Place[units.size()];
        DisplayOrder order = DisplayOrder.of(codec);
        for (int i = 0; i < places.length; i++) {
            PesUnit unit = units.get(i);
            places[i] = order.next(unit.bytes(), unit.contentStart(), unit.start() + unit.length());
        }
    }

    /** @param units from a random access point on, in the order of the stream */
    static List<PesUnit> derived(List<PesUnit> units, VideoCodec codec) {
        return units.stream().allMatch(PesUnit::timed) ? units : new MissingStamps(units, codec).derived();
    }

    private List<PesUnit> derived() {
        List<PesUnit> all = new ArrayList<>(units.size());
        for (int i = 0; i < places.length; i++) {
            PesUnit unit = units.get(i);
            DisplayOrder.Place place = places[i];
            long pts = unit.timed() || place == null ? PesUnit.UNTIMED : shown(i, place);
            long dts = pts == PesUnit.UNTIMED ? PesUnit.UNTIMED : decoded(i);
            all.add(dts == PesUnit.UNTIMED ? unit : unit.stamped(pts, Math.min(dts, pts)));
        }
        return all;
    }

    /** On the line through the two stamps nearest in the order of display, one on each side where there is one. */
    private long shown(int at, DisplayOrder.Place place) {
        int before = nearest(at, place, -1, 0);
        int after = nearest(at, place, 1, 0);
        int first = before >= 0 ? before : after;
        DisplayOrder.Place one = first < 0 ? null : places[first];
        if (one == null) {
            return PesUnit.UNTIMED;
        }
        int side = before >= 0 ? -1 : 1;
        int second = before >= 0 && after >= 0 ? after : nearest(at, place, side, (one.order() - place.order()) * side);
        DisplayOrder.Place two = second < 0 ? null : places[second];
        return two == null
                ? PesUnit.UNTIMED
                : onLine(
                        place.order(),
                        one.order(),
                        units.get(first).pts(),
                        two.order(),
                        units.get(second).pts());
    }

    /** Of the timed pictures of a sequence on one side of a place, farther than {@code beyond}, the nearest; -1 without one. */
    private int nearest(int at, DisplayOrder.Place place, int side, long beyond) {
        int nearest = -1;
        long least = Long.MAX_VALUE;
        for (int i = Math.max(0, at - FARTHEST); i < Math.min(places.length, at + FARTHEST); i++) {
            DisplayOrder.Place other = places[i];
            if (other == null || !units.get(i).timed() || other.sequence() != place.sequence()) {
                continue;
            }
            long distance = (other.order() - place.order()) * side;
            if (distance > beyond && distance < least) {
                least = distance;
                nearest = i;
            }
        }
        return nearest;
    }

    /** On the line through the stamps before and behind in the order of decoding. */
    private long decoded(int at) {
        int first = Math.max(0, at - FARTHEST);
        int before = at;
        while (before >= first && !units.get(before).timed()) {
            before--;
        }
        int end = Math.min(places.length, at + FARTHEST);
        int after = at;
        while (after < end && !units.get(after).timed()) {
            after++;
        }
        if (before < first || after == end) {
            return PesUnit.UNTIMED;
        }
        return onLine(
                pictures(before, at),
                0,
                units.get(before).dts(),
                pictures(before, after),
                units.get(after).dts());
    }

    /** How many pictures begin behind the first of these up to the second. */
    private int pictures(int from, int to) {
        int count = 0;
        for (int i = from + 1; i <= to; i++) {
            count += places[i] != null || units.get(i).timed() ? 1 : 0;
        }
        return count;
    }

    private static long onLine(long x, long x1, long y1, long x2, long y2) {
        return y1 + Math.floorDiv((x - x1) * (y2 - y1), x2 - x1);
    }
}
