package channel.every.explain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A bounded zip file. */
final class EvidenceZip implements AutoCloseable {
    /** What can be sent to somebody. */
    static final long MAX_BYTES = 256L << 20;

    private final ZipOutputStream zip;
    private long bytes;
    private boolean full;

    EvidenceZip(Path file) throws IOException {
        zip = new ZipOutputStream(Files.newOutputStream(file));
    }

    boolean full() {
        return full;
    }

    void add(String name, String text) {
        add(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Leaves it out where the bundle would become too large. */
    void add(String name, byte[] content) {
        if (bytes + content.length > MAX_BYTES) {
            full = true;
            return;
        }
        write(name, content);
    }

    void addAlways(String name, String text) {
        write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private void write(String name, byte[] content) {
        try {
            ZipEntry entry = new ZipEntry(name);
            // Equal evidence is an equal file.
            entry.setTime(0);
            zip.putNextEntry(entry);
            zip.write(content);
            zip.closeEntry();
            bytes += content.length;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + name + " into the bundle", e);
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
