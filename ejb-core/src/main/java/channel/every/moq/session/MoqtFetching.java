package channel.every.moq.session;

import channel.every.moq.Frame;
import channel.every.moq.Group;
import channel.every.moq.Track;
import channel.every.moq.TrackEnd;
import channel.every.moq.TrackInfo;
import channel.every.moq.transport.SendListener;
import channel.every.moq.transport.SendStream;
import channel.every.moq.wire.MoqtFetchEncoder;
import channel.every.moq.wire.MoqtMessage;
import channel.every.moq.wire.MoqtMessage.Fetch;
import channel.every.moq.wire.MoqtMessage.FetchOk;
import channel.every.moq.wire.MoqtParameter;
import channel.every.moq.wire.MoqtProperty;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What was published already, to a peer that asked with FETCH: of a range of groups those that are kept here, of a single one also what
 * can be brought. What is not here is told as unknown. Objects are the frames of a group, from 0.
 */
final class MoqtFetching implements MessageReader.Listener<MoqtMessage>, SendListener {
    /** draft-ietf-moq-transport-18 15.9.3: of a stream that cannot tell what became of the next object. */
    private static final long UNKNOWN_OBJECT_STATUS = 0x6;

    private static final long ALL = Long.MAX_VALUE;

    private final MoqtPeer peer;
    private final Track track;
    private final Fetch fetch;
    private final MoqtWriter out;
    private final Consumer<MoqtFetching> left;
    private final Looks.Look look;
    private final Track.Watch watch;
    private final Deque<Part> parts = new ArrayDeque<>();
    private boolean answered;
    private boolean over;
    private @Nullable MoqtFetchEncoder encoder;
    private @Nullable SendStream stream;
    private long next;

    /** @param group null for groups of which nothing is known, the last of which is {@code sequence} @param end the first object that is not wanted */
    private record Part(long sequence, @Nullable Group group, long first, long end) {}

    MoqtFetching(MoqtPeer peer, Track track, Fetch fetch, MoqtWriter out, Consumer<MoqtFetching> left) {
        this.peer = peer;
        this.track = track;
        this.fetch = fetch;
        this.out = out;
        this.left = left;
        out.listen(new Cancelled());
        this.look = peer.looks().at(this::serve);
        this.watch = track.watch(look::mark);
        peer.parts().counts().fetches.increment();
        track.ask();
        look.mark();
    }

    /** There may be more to do. */
    void mark() {
        look.mark();
    }

    private void serve() {
        if (!over && !answered) {
            answer();
        }
        if (!over && answered) {
            send();
        }
    }

    private void answer() {
        Optional<TrackInfo> info = track.info();
        if (info.isEmpty()) {
            track.end()
                    .ifPresent(end -> refuse(
                            switch (end) {
                                case TrackEnd.Ended() -> MoqtError.DOES_NOT_EXIST.because("the track has ended");
                                case TrackEnd.Failed(long code, String reason) ->
                                    MoqtError.of(code).because(reason);
                            }));
            return;
        }
        FetchOk ok = plan(info.get());
        if (ok == null) {
            peer.parts().counts().refused(Refusal.NOT_FOUND);
            refuse(MoqtError.INVALID_RANGE.because("nothing of that range is here"));
            return;
        }
        answered = true;
        encoder = new MoqtFetchEncoder(descending(), MoqtWanted.wire(info.get().priority()));
        out.write(ok);
    }

    /** What to send; null if there is nothing of it. */
    private @Nullable FetchOk plan(TrackInfo info) {
        if (fetch.startGroup() > fetch.endGroup()
                || empty(fetch.startGroup(), fetch.startObject(), fetch.endObject())) {
            return null;
        }
        if (fetch.startGroup() == fetch.endGroup()) {
            track.fetch(fetch.startGroup());
        }
        List<Group> kept = new ArrayList<>(track.from(fetch.startGroup()));
        kept.removeIf(each -> each.state() == Group.State.ABORTED || each.frames() == 0 && each.arrival() > 0);
        if (kept.isEmpty()) {
            return null;
        }
        Group newest = kept.getLast();
        kept.removeIf(each -> each.sequence() > fetch.endGroup());
        long end = end(newest);
        gather(kept, newest, end);
        boolean complete = track.end().isPresent() && newest.sequence() <= fetch.endGroup() && end == 0;
        return new FetchOk(
                complete,
                Math.min(fetch.endGroup(), newest.sequence()),
                end,
                List.of(),
                List.of(new MoqtProperty.Number(MoqtProperty.TIMESCALE, info.timescale())));
    }

    private boolean empty(long group, long first, long end) {
        return group == fetch.endGroup() && end > 0 && first >= end;
    }

    /** As FETCH tells it: the object after the last, or 0 for the whole group. What a live group has not yet is beyond its end. */
    private long end(Group newest) {
        boolean live = newest.state() == Group.State.OPEN && newest.arrival() > 0;
        if (newest.sequence() > fetch.endGroup() || !live && newest.sequence() == fetch.endGroup()) {
            return fetch.endObject();
        }
        if (!live) {
            return 0;
        }
        return newest.sequence() == fetch.endGroup() && fetch.endObject() > 0
                ? Math.min(fetch.endObject(), newest.frames())
                : newest.frames();
    }

    private void gather(List<Group> kept, Group newest, long end) {
        long last = Math.min(fetch.endGroup(), newest.sequence());
        long expected = fetch.startGroup();
        List<Part> all = new ArrayList<>();
        for (Group each : kept) {
            if (each.sequence() > expected) {
                all.add(unknown(expected, each.sequence() - 1));
            }
            long first = each.sequence() == fetch.startGroup() ? fetch.startObject() : 0;
            all.add(new Part(each.sequence(), each, first, each.sequence() == last && end > 0 ? end : ALL));
            expected = each.sequence() + 1;
        }
        if (expected <= last) {
            all.add(unknown(expected, last));
        }
        parts.addAll(descending() ? all.reversed() : all);
    }

    private Part unknown(long from, long to) {
        return new Part(descending() ? from : to, null, 0, 0);
    }

    private boolean descending() {
        return fetch.parameters().stream()
                .anyMatch(each -> each instanceof MoqtParameter.Number(long type, long value)
                        && type == MoqtParameter.GROUP_ORDER
                        && value == MoqtWanted.NEWEST_FIRST);
    }

    private void send() {
        MoqtFetchEncoder with = encoder;
        SendStream to = stream == null ? peer.connection().openUnidirectional() : stream;
        if (to == null || with == null) {
            return;
        }
        if (stream == null) {
            stream = to;
            to.listen(this);
            write(to, with.header(fetch.id()));
            begin();
        }
        while (!parts.isEmpty() && to.writable()) {
            Part part = parts.getFirst();
            Group group = part.group();
            if (group == null) {
                write(to, with.unknown(part.sequence()));
                end();
                continue;
            }
            // Before the frame: a group that is finished gets no further frame.
            Group.State state = group.state();
            Frame frame = next < part.end() ? group.frame((int) Math.min(next, Integer.MAX_VALUE)) : null;
            if (frame != null) {
                write(to, with, part.sequence(), frame);
            } else if (state == Group.State.ABORTED) {
                to.reset(UNKNOWN_OBJECT_STATUS);
                out.reset(SessionCode.EVICTED);
                leave();
                return;
            } else if (state == Group.State.OPEN && next < part.end()) {
                return;
            } else {
                end();
            }
        }
        if (parts.isEmpty()) {
            to.finish();
            out.finish();
            leave();
        }
    }

    private void write(SendStream to, MoqtFetchEncoder with, long sequence, Frame frame) {
        byte[] payload = frame.payload();
        write(
                to,
                with.head(
                        sequence,
                        next,
                        List.of(new MoqtProperty.Number(MoqtProperty.TIMESTAMP, Math.max(0, frame.timestamp()))),
                        payload.length));
        write(to, payload);
        peer.parts().counts().framesSent.increment();
        peer.parts().counts().bytesSent.add(payload.length);
        next++;
    }

    private static void write(SendStream to, byte[] bytes) {
        to.write(bytes, 0, bytes.length);
    }

    private void end() {
        parts.removeFirst();
        begin();
    }

    private void begin() {
        next = parts.isEmpty() ? 0 : parts.getFirst().first();
    }

    private void refuse(MoqtMessage error) {
        out.last(error);
        leave();
    }

    /** On the stream of the objects. */
    @Override
    public void writable() {
        look.mark();
    }

    @Override
    public void stopped(long code) {
        cancel();
    }

    /** On the stream of the request, whose end by either side ends both. */
    private final class Cancelled implements SendListener {
        @Override
        public void writable() {}

        @Override
        public void stopped(long code) {
            cancel();
        }
    }

    /** Nothing of it can be changed. */
    @Override
    public void message(MoqtMessage message) {}

    @Override
    public void ended() {}

    @Override
    public void failed(long code, String reason) {
        cancel();
    }

    private void cancel() {
        if (!over) {
            if (stream != null) {
                stream.reset(SessionCode.CANCEL.code());
            }
            out.reset(SessionCode.CANCEL);
            leave();
        }
    }

    void leave() {
        if (!over) {
            over = true;
            parts.clear();
            watch.close();
            left.accept(this);
        }
    }
}
