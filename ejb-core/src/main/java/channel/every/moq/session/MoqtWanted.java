package channel.every.moq.session;

import channel.every.moq.Group;
import channel.every.moq.Track;
import channel.every.moq.wire.LiteMessage.Wanted;
import channel.every.moq.wire.MoqtParameter;
import channel.every.moq.wire.MoqtParameter.Filter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a subscriber wants of a track, by the parameters of its request and of those that changed it. */
final class MoqtWanted {
    static final int OLDEST_FIRST = 1;
    static final int NEWEST_FIRST = 2;

    /** draft-ietf-moq-transport-18 10.2.7: without a word, in the middle. */
    private static final int MIDDLE_PRIORITY = 128;

    private final Track track;
    private Wanted wanted;

    /** @param mostBehindMs of one who says nothing of how late a group may come: moq-transport has no such word for whole groups */
    MoqtWanted(Track track, long mostBehindMs) {
        this.track = track;
        this.wanted = new Wanted(wire(MIDDLE_PRIORITY), false, mostBehindMs, null, null);
    }

    /** Priorities of the wire are lower for what goes first, those of the model higher; the same from either side. */
    static int wire(int priority) {
        return 255 - priority;
    }

    /** Whether objects are wanted at all. */
    static boolean forward(List<MoqtParameter> parameters) {
        return parameters.stream()
                .noneMatch(each -> each instanceof MoqtParameter.Number(long type, long value)
                        && type == MoqtParameter.FORWARD
                        && value == 0);
    }

    /** What is wanted from now on: what is not said stays as it was. */
    Wanted by(List<MoqtParameter> parameters) {
        for (MoqtParameter each : parameters) {
            wanted = switch (each) {
                case MoqtParameter.Number(long type, long value) -> number(type, value);
                case Filter filter -> filter(filter);
                case MoqtParameter.Bytes bytes -> wanted;
                case MoqtParameter.Largest largest -> wanted;
            };
        }
        return wanted;
    }

    private Wanted number(long type, long value) {
        if (type == MoqtParameter.SUBSCRIBER_PRIORITY) {
            return new Wanted(wire((int) value), wanted.ordered(), wanted.maxLatencyMs(), wanted.start(), wanted.end());
        }
        if (type == MoqtParameter.GROUP_ORDER) {
            return new Wanted(
                    wanted.priority(), value == OLDEST_FIRST, wanted.maxLatencyMs(), wanted.start(), wanted.end());
        }
        return wanted;
    }

    private Wanted filter(Filter filter) {
        return switch (filter.kind()) {
            // As @moq/net does it: the newest group from its beginning, for the rest of a group alone is of no use to
            // anybody.
            case AFTER_LARGEST -> from(null, null);
            case NEXT_GROUP -> from(next(), null);
            case FROM -> from(first(filter), null);
            case RANGE -> from(first(filter), filter.endGroup());
        };
    }

    private Wanted from(@Nullable Long start, @Nullable Long end) {
        return new Wanted(wanted.priority(), wanted.ordered(), wanted.maxLatencyMs(), start, end);
    }

    private @Nullable Long next() {
        Group newest = track.newest();
        return newest == null ? null : Long.valueOf(newest.sequence() + 1);
    }

    /** Groups are sent whole, and nothing is that was not asked for: one that is wanted from its middle on is left out. */
    private static long first(Filter filter) {
        return filter.object() == 0 ? filter.group() : filter.group() + 1;
    }
}
