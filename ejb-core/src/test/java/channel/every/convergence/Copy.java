package channel.every.convergence;

import channel.every.archive.ArchiveRecord;
import channel.every.archive.CasPath;
import channel.every.archive.MediaTiming;
import channel.every.archive.ObjectKind;
import channel.every.archive.ReceptionQuality;
import channel.every.archive.Records;
import channel.every.hash.Blake3Hash;
import channel.every.identity.GroupSequence;
import channel.every.identity.Label;
import channel.every.identity.Rendition;
import org.jspecify.annotations.Nullable;

/** A record for a test, changed from a perfect one where the test says so. */
final class Copy {
    @Nullable
    String streamId = Records.STREAM_ID;

    Label broadcast = Records.KCOP;
    Rendition rendition = Rendition.of("720p");
    ObjectKind kind = ObjectKind.MEDIA;
    final long chunk;
    int slot;

    @Nullable
    Blake3Hash hash;

    long receivedUnixMs;

    @Nullable
    String node;

    boolean synced = true;

    @Nullable
    MediaTiming media;

    @Nullable
    Blake3Hash sourceHash;

    @Nullable
    Blake3Hash profile = Records.hashOf("profile");

    @Nullable
    ReceptionQuality quality = new ReceptionQuality(0, 0, 0);

    Copy(String node, long chunk) {
        this.node = node;
        this.chunk = chunk;
        hash = Records.hashOf("media " + chunk);
        sourceHash = Records.hashOf("source " + chunk);
        media = new MediaTiming(chunk, 90_090 * chunk, 90_000, 90_090);
        receivedUnixMs = 1_780_000_000_000L + 1001 * chunk;
    }

    static Copy of(String node, long chunk) {
        return new Copy(node, chunk);
    }

    static Copy init(String node, long chunk) {
        Copy copy = new Copy(node, chunk);
        copy.kind = ObjectKind.INIT;
        copy.hash = Records.hashOf("init");
        return copy;
    }

    Copy bytes(@Nullable String content) {
        hash = content == null ? null : Records.hashOf(content);
        return this;
    }

    Copy input(@Nullable String content) {
        sourceHash = content == null ? null : Records.hashOf(content);
        return this;
    }

    Copy profile(@Nullable String content) {
        profile = content == null ? null : Records.hashOf(content);
        return this;
    }

    Copy quality(@Nullable ReceptionQuality value) {
        quality = value;
        return this;
    }

    Copy damaged() {
        return quality(new ReceptionQuality(3, 0, 0));
    }

    Copy media(@Nullable MediaTiming value) {
        media = value;
        return this;
    }

    Copy rendition(String name) {
        rendition = Rendition.of(name);
        return this;
    }

    Copy broadcast(String name) {
        broadcast = new Label(name);
        return this;
    }

    Copy stream(@Nullable String id) {
        streamId = id;
        return this;
    }

    Copy anonymous() {
        node = null;
        return this;
    }

    Copy slot(int value) {
        slot = value;
        return this;
    }

    Copy received(long unixMs) {
        receivedUnixMs = unixMs;
        return this;
    }

    Copy unsynced() {
        synced = false;
        return this;
    }

    ArchiveRecord record() {
        return new ArchiveRecord(
                streamId,
                broadcast,
                rendition,
                ArchiveRecord.PROOF_TRACK,
                kind,
                GroupSequence.of(chunk, slot),
                hash,
                1000,
                hash == null ? null : new CasPath(hash).toString(),
                receivedUnixMs,
                node,
                node == null ? null : "session-" + node,
                synced,
                media,
                sourceHash,
                profile,
                quality);
    }
}
