package channel.every.archive.file;

import channel.every.archive.ManifestKey;
import channel.every.identity.Label;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A copy of a peer's index, byte for byte, in a manifest root of its own: records keep the identity of who made them, and what this
 * copy holds is the key to go on from.
 */
public final class TrackMirror implements Closeable {
    /** Says of a manifest root that it holds copies, and of whom; publishers of this node do not have it in theirs. */
    private static final String MARK = ".mirror";

    private final Path file;
    private TrackWriter writer;

    private TrackMirror(Path file) throws IOException {
        this.file = file;
        writer = TrackWriter.open(file);
    }

    /**
     * Opens a copy for writing, and makes it as needed.
     *
     * @param origin whose copy it is
     * @throws IOException if the root holds something else than copies of {@code origin}, or somebody else writes it
     */
    public static TrackMirror open(Path manifestRoot, String origin, Label broadcast, Label track) throws IOException {
        Path mark = manifestRoot.resolve(MARK);
        if (!Files.exists(mark)) {
            if (Files.isDirectory(manifestRoot)) {
                throw new IOException(
                        manifestRoot + " is a publisher's own index and no copy: give the peer another name");
            }
            DirectorySync.create(manifestRoot);
            Files.writeString(mark, origin);
            DirectorySync.force(manifestRoot);
        }
        return new TrackMirror(manifestRoot.resolve(broadcast.value()).resolve(track.value() + ".jsonl"));
    }

    /** Whether a manifest root holds copies of peers' indexes. */
    public static boolean marks(Path manifestRoot) {
        return Files.exists(manifestRoot.resolve(MARK));
    }

    /** What to ask the peer for next. */
    public ManifestKey key() throws IOException {
        return writer.end();
    }

    /** @param lines whole lines of the peer's index that follow what is here; durable when this returns */
    public void append(byte[] lines) throws IOException {
        writer.append(lines);
    }

    /** Keeps what is here under another name and begins anew: the peer's index is not the one that was copied. */
    public void setAside() throws IOException {
        writer.close();
        Path aside = file;
        for (int copy = 1; Files.exists(aside); copy++) {
            aside = file.resolveSibling(file.getFileName() + ".replaced-" + copy);
        }
        Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
        writer = TrackWriter.open(file);
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
