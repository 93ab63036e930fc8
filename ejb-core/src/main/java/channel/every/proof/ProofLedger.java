package channel.every.proof;

import channel.every.json.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A report that grows in a file window by window, as JSON Lines: first the report's head, then a line a window. Work that is
 * taken up again goes on where its last checkpoint was: what was written after it is cut off and made anew.
 */
public final class ProofLedger implements Closeable {
    private final FileChannel file;

    private ProofLedger(FileChannel file) {
        this.file = file;
    }

    /**
     * A new ledger, in place of any that was there.
     *
     * @param head a report without windows
     */
    public static ProofLedger begin(Path path, ProofReport head) throws IOException {
        ProofLedger ledger = new ProofLedger(FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING));
        ledger.write(List.of(head.head()));
        return ledger;
    }

    /**
     * Goes on with a ledger.
     *
     * @param head as it was begun with: windows of another profile or encoder build would not belong to it
     * @param position as {@link #position} once said
     * @throws IOException if the ledger is shorter, or was begun with another head
     */
    public static ProofLedger resume(Path path, ProofReport head, long position) throws IOException {
        if (!read(path, 0).equals(head.head())) {
            throw new IOException(path + " was begun with another input, profile or encoder build; start anew");
        }
        FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE);
        try {
            if (file.size() < position) {
                throw new IOException(path + " is shorter than at its last checkpoint: " + position + " bytes");
            }
            file.truncate(position);
            file.position(position);
        } catch (IOException e) {
            file.close();
            throw e;
        }
        return new ProofLedger(file);
    }

    /** Adds windows; when it returns they survive a crash of the machine. */
    public void append(List<ProofWindow> windows) throws IOException {
        write(windows);
    }

    /** Bytes written so far. */
    public long position() throws IOException {
        return file.position();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** The report so far. */
    public static ProofReport read(Path path) throws IOException {
        return read(path, Integer.MAX_VALUE);
    }

    private static ProofReport read(Path path, int most) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(path)) {
            String head = lines.readLine();
            if (head == null) {
                throw new IOException(path + " is empty");
            }
            List<ProofWindow> windows = new ArrayList<>();
            for (String line = next(lines, windows, most); line != null; line = next(lines, windows, most)) {
                windows.add(Json.mapper().readValue(line, ProofWindow.class));
            }
            return Json.mapper().readValue(head, ProofReport.class).with(windows);
        } catch (JsonProcessingException e) {
            throw new IOException(path + " is no proof ledger: " + e.getOriginalMessage(), e);
        }
    }

    private static @Nullable String next(BufferedReader lines, List<ProofWindow> read, int most) throws IOException {
        return read.size() < most ? lines.readLine() : null;
    }

    private void write(List<?> values) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (Object value : values) {
            lines.append(Json.mapper().writeValueAsString(value)).append('\n');
        }
        ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
        file.force(true);
    }
}
