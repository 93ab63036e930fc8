package channel.every.archive.sync;

import channel.every.archive.ArchiveRecord;
import channel.every.archive.ManifestKey;
import channel.every.archive.StaleKeyException;
import channel.every.archive.file.DataDirectory;
import channel.every.archive.file.TrackMirror;
import channel.every.archive.http.Capabilities;
import channel.every.archive.http.Peer;
import channel.every.identity.Label;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Brings one peer's manifests here, byte for byte, to their end. What is here already is not fetched again. */
final class ManifestMirroring {
    private final DataDirectory data;
    private final Set<Label> broadcasts;
    private final BooleanSupplier stopping;

    ManifestMirroring(DataDirectory data, Set<Label> broadcasts, BooleanSupplier stopping) {
        this.data = data;
        this.broadcasts = broadcasts;
        this.stopping = stopping;
    }

    void mirror(PeerBook book) throws IOException, InterruptedException {
        book.told(book.peer().capabilities());
        if (book.capabilities().isPresent()) {
            for (Capabilities.Manifest each : book.capabilities().get().manifests()) {
                if (broadcasts.isEmpty() || broadcasts.contains(each.broadcast())) {
                    mirror(book, each, each.broadcast(), each.track());
                }
            }
            return;
        }
        if (broadcasts.isEmpty()) {
            throw new IOException(book.peer().name()
                    + " is older and does not list its manifests: name the broadcasts that are wanted of it");
        }
        for (Label each : broadcasts) {
            mirror(book, null, each, ArchiveRecord.PROOF_TRACK);
        }
    }

    private void mirror(PeerBook book, Capabilities.@Nullable Manifest manifest, Label broadcast, Label track)
            throws IOException, InterruptedException {
        Path root = root(book.peer(), manifest);
        try (TrackMirror mirror = TrackMirror.open(root, book.peer().base().toString(), broadcast, track)) {
            boolean keys = book.can(Capabilities.MANIFEST_KEYS);
            Capabilities.Manifest source = book.can(Capabilities.MANIFEST_SOURCE) ? manifest : null;
            try {
                follow(book, source, broadcast, track, mirror, keys);
            } catch (StaleKeyException e) {
                mirror.setAside();
                follow(book, source, broadcast, track, mirror, keys);
            }
        }
        book.mirrored(new PeerBook.MirroredTrack(root, broadcast, track));
    }

    private void follow(
            PeerBook book,
            Capabilities.@Nullable Manifest source,
            Label broadcast,
            Label track,
            TrackMirror mirror,
            boolean keys)
            throws IOException, InterruptedException {
        ManifestKey here = mirror.key();
        // An older peer gives the whole index again; what is here of it is passed over.
        long known = keys ? 0 : here.offset();
        Peer.Page page = book.peer().page(source, broadcast, track, keys ? here : ManifestKey.START);
        while (true) {
            byte[] lines = wholeLines(book.peer(), page.lines());
            book.manifest(page.lines().length);
            int skipped = (int) Math.min(known, lines.length);
            known -= skipped;
            if (skipped < lines.length) {
                mirror.append(Arrays.copyOfRange(lines, skipped, lines.length));
            }
            if (page.next() == null || stopping.getAsBoolean()) {
                return;
            }
            page = book.peer().page(page.next(), here);
        }
    }

    /** A page that ends inside a line would glue two records together. */
    private static byte[] wholeLines(Peer peer, byte[] page) throws IOException {
        if (page.length > 0 && page[page.length - 1] != '\n') {
            throw new IOException(peer.name() + " gives a page of its manifest that ends inside a line");
        }
        return page;
    }

    /** A root for each publisher of each peer, so that one that lies touches no other. */
    private Path root(Peer peer, Capabilities.@Nullable Manifest manifest) {
        String name = manifest == null ? peer.name().value() : peer.name() + "." + manifest.source();
        return data.manifests().resolve(new Label(name).value());
    }
}
