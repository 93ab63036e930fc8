package channel.every.moq.session;

import channel.every.moq.TrackEnd;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What this side has subscribed to at a peer, by the ids its groups come with. Within the connection's executor. */
final class Incoming {
    private final LitePeer peer;
    private final Map<Long, IncomingTrack> byId = new HashMap<>();
    private long nextId;
    private boolean closed;

    Incoming(LitePeer peer) {
        this.peer = peer;
    }

    LitePeer peer() {
        return peer;
    }

    long add(IncomingTrack track) {
        long id = nextId;
        nextId++;
        byId.put(id, track);
        return id;
    }

    void remove(long id) {
        byId.remove(id);
    }

    @Nullable
    IncomingTrack track(long id) {
        return byId.get(id);
    }

    /** Whether this side has ever said this id. */
    boolean said(long id) {
        return id < nextId;
    }

    boolean closed() {
        return closed;
    }

    int size() {
        return byId.size();
    }

    void close() {
        closed = true;
        List<IncomingTrack> all = new ArrayList<>(byId.values());
        all.forEach(each -> each.end(new TrackEnd.Failed(SessionCode.CLOSED.code(), "the connection has ended")));
    }
}
