package channel.every.archive;

import channel.every.hash.Blake3Hash;
import channel.every.identity.GroupSequence;
import channel.every.identity.Label;
import channel.every.identity.Rendition;
import org.jspecify.annotations.Nullable;

/**
 * One line of the index: which source produced which object for which moment of a broadcast. Components that are null were
 * absent, as in records of older writers; they parse, and the proof counts what they lack.
 *
 * @param track {@code publisher.m4s} is the proof; other tracks are playback
 * @param hash null in a record that announces a sequence without its object
 * @param casPath object path below the store's root, {@code objects/blake3/aa/<hash>.bin}
 * @param sourceHash hash of the canonical window input
 * @param profile hash of encode profile, argument plan and encoder build
 */
public record ArchiveRecord(
        @Nullable String streamId,
        Label broadcast,
        Rendition rendition,
        Label track,
        ObjectKind kind,
        GroupSequence groupSequence,
        @Nullable Blake3Hash hash,
        long size,
        @Nullable String casPath,
        long receivedUnixMs,
        @Nullable String sourceNode,
        @Nullable String sourceSession,
        boolean synced,
        @Nullable MediaTiming media,
        @Nullable Blake3Hash sourceHash,
        @Nullable Blake3Hash profile,
        @Nullable ReceptionQuality quality) {
    /** The track that carries proof. */
    public static final Label PROOF_TRACK = new Label("publisher.m4s");
}
