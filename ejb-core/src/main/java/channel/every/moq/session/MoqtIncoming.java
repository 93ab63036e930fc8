package channel.every.moq.session;

import channel.every.moq.TrackEnd;
import channel.every.moq.wire.MoqtMessage.Subgroup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What this side has subscribed to at a peer, by the aliases that its groups come under. Within the connection's executor. */
final class MoqtIncoming {
    private final MoqtPeer peer;
    private final Map<Long, MoqtIncomingTrack> byAlias = new HashMap<>();
    private final Set<MoqtIncomingTrack> all = new HashSet<>();
    private final Set<MoqtArrival> early = new LinkedHashSet<>();
    private boolean closed;

    MoqtIncoming(MoqtPeer peer) {
        this.peer = peer;
    }

    MoqtPeer peer() {
        return peer;
    }

    void asked(MoqtIncomingTrack track) {
        all.add(track);
    }

    /** The peer has told its alias. @return whether no other track has it */
    boolean named(long alias, MoqtIncomingTrack track) {
        if (byAlias.putIfAbsent(alias, track) != null) {
            return false;
        }
        for (MoqtArrival each : List.copyOf(early)) {
            if (each.alias() == alias) {
                early.remove(each);
                each.arrived(track);
            }
        }
        return true;
    }

    void remove(long alias, MoqtIncomingTrack track) {
        all.remove(track);
        byAlias.remove(alias, track);
        if (all.stream().allMatch(MoqtIncomingTrack::settled)) {
            refuseEarly();
        }
    }

    void arrived(MoqtArrival arrival, Subgroup header) {
        MoqtIncomingTrack track = byAlias.get(header.alias());
        if (track != null) {
            arrival.arrived(track);
        } else if (all.stream().allMatch(MoqtIncomingTrack::settled)) {
            arrival.unwanted();
        } else {
            // Groups may overtake the answer that tells what they are of.
            early.add(arrival);
            Iterator<MoqtArrival> oldest = early.iterator();
            if (early.size() > peer.parts().limits().waitingGroups()) {
                MoqtArrival first = oldest.next();
                oldest.remove();
                first.unwanted();
            }
        }
    }

    void gone(MoqtArrival arrival) {
        early.remove(arrival);
    }

    private void refuseEarly() {
        List<MoqtArrival> refused = new ArrayList<>(early);
        early.clear();
        refused.forEach(MoqtArrival::unwanted);
    }

    boolean closed() {
        return closed;
    }

    int size() {
        return all.size();
    }

    void close() {
        closed = true;
        early.clear();
        List.copyOf(all)
                .forEach(each -> each.end(new TrackEnd.Failed(SessionCode.CLOSED.code(), "the connection has ended")));
    }
}
