package channel.every.archive.sync;

import channel.every.archive.http.Capabilities;
import channel.every.archive.http.Peer;
import channel.every.identity.Label;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One peer during a pass: what it can do, how it behaves, what it gave. */
final class PeerBook {
    /** Failures in a row after which a peer is left alone for the rest of the pass. */
    private static final int PATIENCE = 3;

    private final Peer peer;
    private final List<MirroredTrack> tracks = new ArrayList<>();
    private Optional<Capabilities> capabilities = Optional.empty();
    private boolean asked;
    private boolean lying;
    private boolean mirrored = true;
    private int failures;
    private int busy;
    private long manifestBytes;
    private long objects;
    private long objectBytes;
    private @Nullable String error;

    PeerBook(Peer peer) {
        this.peer = peer;
    }

    /** A track that is here to its end. */
    record MirroredTrack(Path root, Label broadcast, Label track) {}

    Peer peer() {
        return peer;
    }

    synchronized void told(Optional<Capabilities> can) {
        capabilities = can;
        asked = true;
    }

    synchronized Optional<Capabilities> capabilities() {
        return capabilities;
    }

    synchronized boolean can(String feature) {
        return capabilities.map(each -> each.can(feature)).orElse(false);
    }

    synchronized void mirrored(MirroredTrack track) {
        tracks.add(track);
    }

    synchronized List<MirroredTrack> tracks() {
        return List.copyOf(tracks);
    }

    synchronized void manifest(long bytes) {
        manifestBytes += bytes;
    }

    synchronized void gave(long bytes) {
        failures = 0;
        objects++;
        objectBytes += bytes;
    }

    synchronized void answered() {
        failures = 0;
    }

    synchronized void failed(String reason) {
        failures++;
        error = reason;
    }

    /** Its manifests are not all here. */
    synchronized void unmirrored(String reason) {
        mirrored = false;
        error = reason;
    }

    synchronized boolean mirrored() {
        return mirrored;
    }

    synchronized void lied(String reason) {
        lying = true;
        error = reason;
    }

    /** Whether it is worth asking; one that lied once is not asked again. */
    synchronized boolean willing() {
        return !lying && failures < PATIENCE;
    }

    synchronized void begin() {
        busy++;
    }

    synchronized void end() {
        busy--;
    }

    synchronized int busy() {
        return busy;
    }

    synchronized SyncReport.PeerReport report() {
        String state = lying
                ? "lying"
                : !mirrored || failures >= PATIENCE ? "failing" : asked && capabilities.isEmpty() ? "older" : "ok";
        return new SyncReport.PeerReport(
                peer.name().value(),
                peer.base().toString(),
                state,
                capabilities.map(Capabilities::node).orElse(null),
                tracks.size(),
                manifestBytes,
                objects,
                objectBytes,
                error);
    }
}
