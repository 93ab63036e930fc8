package channel.every.archive.sync;

import channel.every.archive.ObjectStore;
import channel.every.archive.http.BrokenOffException;
import channel.every.archive.http.Capabilities;
import channel.every.hash.Blake3;
import channel.every.hash.Blake3Hash;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Fetches single objects from whichever peer has them. A beginning that a peer left behind is completed by the next; nothing is stored
 * that does not have its hash, and who gave such bytes is not asked again.
 */
final class ObjectFetch {
    private final List<PeerBook> peers;
    private final ObjectStore store;
    private final AtomicLong useful = new AtomicLong();
    private final AtomicLong wasted = new AtomicLong();

    ObjectFetch(List<PeerBook> peers, ObjectStore store) {
        this.peers = List.copyOf(peers);
        this.store = store;
    }

    long usefulBytes() {
        return useful.get();
    }

    long wastedBytes() {
        return wasted.get();
    }

    /** The beginning of an object and who gave it, null if that were several. */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares beginnings.
    private record Begun(byte[] bytes, @Nullable PeerBook giver) {
        static final Begun NOTHING = new Begun(new byte[0], null);

        Begun and(byte[] more, PeerBook peer) {
            byte[] all = Arrays.copyOf(bytes, bytes.length + more.length);
            System.arraycopy(more, 0, all, bytes.length, more.length);
            return new Begun(all, bytes.length == 0 || giver == peer ? peer : null);
        }
    }

    /** Whether the object is in the store now. */
    boolean fetch(Blake3Hash hash) throws IOException, InterruptedException {
        Begun begun = Begun.NOTHING;
        Set<PeerBook> absent = new HashSet<>();
        for (PeerBook peer = next(absent); peer != null; peer = next(absent)) {
            if (begun.bytes().length > 0 && !peer.can(Capabilities.OBJECT_RANGE)) {
                wasted.addAndGet(begun.bytes().length);
                begun = Begun.NOTHING;
            }
            switch (ask(peer, hash, begun)) {
                case Answer.Absent() -> absent.add(peer);
                case Answer.Failed() -> {}
                case Answer.BrokenOff(byte[] more) -> begun = begun.and(more, peer);
                case Answer.Whole(byte[] object) -> {
                    if (Blake3.hash(object).equals(hash)) {
                        store.put(object);
                        peer.gave(object.length - begun.bytes().length);
                        useful.addAndGet(object.length);
                        return true;
                    }
                    wasted.addAndGet(object.length);
                    blame(hash, peer, begun);
                    begun = Begun.NOTHING;
                }
            }
        }
        wasted.addAndGet(begun.bytes().length);
        return false;
    }

    /** What a peer made of a request; a failure is noted with it. */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares answers.
    private sealed interface Answer {
        record Whole(byte[] object) implements Answer {}

        record BrokenOff(byte[] more) implements Answer {}

        record Absent() implements Answer {}

        record Failed() implements Answer {}
    }

    private static Answer ask(PeerBook peer, Blake3Hash hash, Begun begun) throws InterruptedException {
        peer.begin();
        try {
            Optional<byte[]> got = peer.peer().object(hash, begun.bytes());
            peer.answered();
            return got.isPresent() ? new Answer.Whole(got.get()) : new Answer.Absent();
        } catch (BrokenOffException e) {
            peer.failed(String.valueOf(e.getMessage()));
            return new Answer.BrokenOff(e.received());
        } catch (IOException e) {
            peer.failed(String.valueOf(e.getMessage()));
            return new Answer.Failed();
        } finally {
            peer.end();
        }
    }

    /** Of several givers any may have lied: each is asked for the whole, alone, before it is blamed. */
    private static void blame(Blake3Hash hash, PeerBook peer, Begun begun) {
        if (begun.bytes().length == 0 || begun.giver() == peer) {
            peer.lied("gave wrong bytes for object " + hash);
        } else {
            peer.failed("completed wrong bytes of others for object " + hash);
            if (begun.giver() != null) {
                begun.giver().failed("began wrong bytes for object " + hash);
            }
        }
    }

    private @Nullable PeerBook next(Set<PeerBook> absent) {
        return peers.stream()
                .filter(each -> each.willing() && !absent.contains(each))
                .min(Comparator.comparingInt(PeerBook::busy))
                .orElse(null);
    }
}
