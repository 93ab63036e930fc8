package channel.every.moq.session;

import channel.every.moq.Group;
import channel.every.moq.Subscription;
import channel.every.moq.Track;
import channel.every.moq.TrackEnd;
import channel.every.moq.TrackInfo;
import channel.every.moq.transport.SendStream;
import channel.every.moq.wire.LiteMessage.Wanted;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Brings one subscriber of one track what it wants: the newest group first (or the oldest, if it wants them ordered), each on a stream of
 * its own as it grows. What is too old, or too much, is skipped; nobody else is slowed. Within the connection's executor.
 */
final class TrackServing implements AutoCloseable {
    /** The subscriber, as its protocol reaches it. */
    interface Subscriber {
        /** A stream for a group, or null while none is granted. */
        @Nullable
        SendStream open();

        GroupWire wire(Group group);

        /** What the track is, told once, before anything else. */
        void accepted(TrackInfo info);

        /** The first group that will come, told once. */
        void started(long sequence);

        /** These groups, both included, will not come. */
        void skipped(long first, long last, SessionCode why);

        /** No group from this one on will be; told last. */
        void ended(long sequence);

        /** The track failed, or there is none; told last. */
        void lost(long code, String reason);
    }

    /** As much as the streams of {@link SessionLimits#openGroups} buffer where frames are small: below it small groups need not wait for each other. */
    private static final long MOST_UNSENT_BYTES = 512 * 1024;

    private final SessionParts parts;
    private final Uptake uptake;
    private final Subscription subscription;
    private final Track track;
    private final Subscriber subscriber;
    private final Runnable look;
    private final TreeMap<Long, Group> waiting = new TreeMap<>();
    private final TreeMap<Long, GroupSender> open = new TreeMap<>();
    private Wanted wanted;
    private boolean accepted;
    private boolean started;
    private boolean over;
    private long arrival;
    private long first;
    private long newest = -1;

    /** @param look called when there is more to do: leads to {@link #serve()}, soon */
    TrackServing(SessionParts parts, Uptake uptake, Track track, Wanted wanted, Subscriber subscriber, Runnable look) {
        this.parts = parts;
        this.uptake = uptake;
        this.track = track;
        this.wanted = wanted;
        this.subscriber = subscriber;
        this.look = look;
        this.subscription = track.subscribe(look);
        join(wanted.start());
        track.ask();
    }

    int priority() {
        return wanted.priority();
    }

    boolean over() {
        return over;
    }

    /** The subscriber wants something else of it from now on. */
    void update(Wanted changed) {
        wanted = changed;
        Long start = changed.start();
        if (start != null && start > first) {
            first = start;
            waiting.headMap(first).clear();
            open.headMap(first).values().forEach(each -> each.giveUp(SessionCode.CANCEL, null));
        }
        look.run();
    }

    /** Senders with what is left of them, the one first that the subscriber wants first. */
    List<GroupSender> senders() {
        return List.copyOf((wanted.ordered() ? open : open.descendingMap()).values());
    }

    /** Does what there is to do. @return whether streams have come or gone */
    boolean serve() {
        if (over || !accept()) {
            return false;
        }
        gather();
        skip();
        open.values().forEach(GroupSender::write);
        boolean changed = open.values().removeIf(GroupSender::ended);
        changed |= open();
        finish();
        return changed;
    }

    private boolean accept() {
        Optional<TrackInfo> info = track.info();
        if (!accepted && info.isPresent()) {
            accepted = true;
            subscriber.accepted(info.get());
        }
        if (!accepted) {
            track.end().ifPresent(end -> fail(end));
        }
        return accepted && !over;
    }

    /** From the newest group there is, or all that come if there is none; or from where the subscriber says. */
    private void join(@Nullable Long start) {
        Track.Joining joining = track.join(start);
        arrival = joining.arrival();
        if (start != null) {
            first = start;
        } else if (!joining.groups().isEmpty()) {
            first = joining.groups().getFirst().sequence();
        }
        joining.groups().forEach(this::take);
    }

    private void gather() {
        if (track.lastArrival() != arrival) {
            Track.Joining arrived = track.arrivedAfter(arrival);
            arrival = arrived.arrival();
            arrived.groups().forEach(this::take);
        }
    }

    private void take(Group group) {
        Long end = wanted.end();
        if (group.sequence() >= first && (end == null || group.sequence() <= end)) {
            waiting.put(group.sequence(), group);
        }
        newest = Math.max(newest, group.sequence());
    }

    private void skip() {
        for (Iterator<Group> groups = waiting.values().iterator(); groups.hasNext(); ) {
            Group group = groups.next();
            if (group.state() == Group.State.ABORTED) {
                groups.remove();
                skipped(group, SessionCode.EVICTED, group.evicted() ? Refusal.GROUP_EVICTED : Refusal.GROUP_ABANDONED);
            } else if (isOld(group)) {
                groups.remove();
                skipped(group, SessionCode.OLD, Refusal.GROUP_OLD);
            } else if (waiting.size() > parts.limits().waitingGroups()) {
                groups.remove();
                skipped(group, SessionCode.LAGGED, Refusal.GROUP_BEHIND);
            }
        }
        for (GroupSender sender : open.values()) {
            if (isOld(sender.group())) {
                sender.giveUp(SessionCode.OLD, Refusal.GROUP_OLD);
            }
        }
    }

    private void skipped(Group group, SessionCode code, Refusal why) {
        parts.counts().refused(why);
        if (why.byReader() && (group.frames() > 0 || group.evicted())) {
            uptake.missed();
        }
        if (started) {
            subscriber.skipped(group.sequence(), group.sequence(), code);
        }
    }

    /** The time runs from when the group has a successor, for until then it is the latest however long it takes. */
    private boolean isOld(Group group) {
        Group successor = group.sequence() == newest ? null : track.after(group.sequence());
        return successor != null
                && successor
                        .begun()
                        .plus(parts.bearable(wanted.maxLatencyMs()))
                        .isBefore(parts.clock().instant());
    }

    private boolean open() {
        boolean changed = false;
        for (Group group = next(); group != null; group = next()) {
            if (!place(group.sequence())) {
                return changed;
            }
            SendStream stream = subscriber.open();
            if (stream == null) {
                return changed;
            }
            if (!started) {
                started = true;
                first = waiting.firstKey();
                subscriber.started(first);
            }
            waiting.remove(group.sequence());
            GroupSender sender = new GroupSender(group, stream, subscriber.wire(group), parts.counts(), uptake, look);
            sender.write();
            if (!sender.ended()) {
                open.put(group.sequence(), sender);
                changed = true;
            }
        }
        return changed;
    }

    /** With as many on their way as may be, a newer group takes the place of the oldest, unless oldest first is what is wanted. */
    private boolean place(long sequence) {
        while (crowded()) {
            if (wanted.ordered() || open.firstKey() > sequence) {
                return false;
            }
            open.pollFirstEntry().getValue().giveUp(SessionCode.LAGGED, Refusal.GROUP_BEHIND);
        }
        return true;
    }

    private boolean crowded() {
        int most = parts.limits().openGroups();
        long growing = open.values().stream().filter(each -> !each.finished()).count();
        long unsent = open.size() < most
                ? 0
                : open.values().stream().mapToLong(GroupSender::written).sum();
        return growing >= most || unsent > MOST_UNSENT_BYTES;
    }

    /** A group takes a stream once there is something to say of it, so that one given up before leaves no trace. */
    private @Nullable Group next() {
        // Never its entries: an entry of a TreeMap may become another's once one is removed.
        for (Group group : (wanted.ordered() ? waiting : waiting.descendingMap()).values()) {
            if (group.frames() > 0 || group.state() == Group.State.FINISHED) {
                return group;
            }
        }
        return null;
    }

    private void finish() {
        Long end = wanted.end();
        Optional<TrackEnd> ended = track.end();
        if (ended.isPresent() && track.lastArrival() != arrival) {
            look.run();
            return;
        }
        if (ended.isPresent() && ended.get() instanceof TrackEnd.Failed) {
            fail(ended.get());
        } else if (open.isEmpty() && waiting.isEmpty() && (ended.isPresent() || end != null && newest >= end)) {
            over = true;
            subscriber.ended(end != null && ended.isEmpty() ? end + 1 : newest + 1);
            close();
        }
    }

    private void fail(TrackEnd end) {
        over = true;
        // What was whole is delivered whole.
        open.values().removeIf(GroupSender::finished);
        switch (end) {
            case TrackEnd.Ended() -> subscriber.ended(newest + 1);
            case TrackEnd.Failed(long code, String reason) -> subscriber.lost(code, reason);
        }
        close();
    }

    /** The subscriber has left. May be called again. */
    @Override
    public void close() {
        over = true;
        subscription.close();
        List<GroupSender> left = new ArrayList<>(open.values());
        left.forEach(each -> each.giveUp(SessionCode.CANCEL, null));
        open.clear();
        waiting.clear();
    }
}
