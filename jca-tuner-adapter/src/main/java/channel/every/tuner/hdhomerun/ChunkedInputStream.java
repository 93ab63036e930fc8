package channel.every.tuner.hdhomerun;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import org.jspecify.annotations.Nullable;

/** The content of a chunked transfer coding (RFC 9112 7.1); the trailer section is not read. */
final class ChunkedInputStream extends FilterInputStream {
    /** Room for sixteen hexadecimal digits and a chunk extension nobody sends. */
    private static final int MAX_SIZE_LINE = 256;

    private long leftInChunk;
    private boolean ended;
    private @Nullable IOException broken;

    ChunkedInputStream(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    /** Waits for bytes and takes all that have come, out of as many chunks as it takes: a server's chunks can be small. */
    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (broken != null) {
            throw broken;
        }
        int taken = 0;
        try {
            do {
                if (leftInChunk == 0 && !ended) {
                    beginChunk();
                }
                if (ended) {
                    return taken == 0 && length > 0 ? -1 : taken;
                }
                taken += readWithinChunk(bytes, offset + taken, length - taken);
                if (leftInChunk == 0) {
                    endChunk();
                }
            } while (taken < length && in.available() > 0);
        } catch (IOException e) {
            if (taken == 0) {
                throw e;
            }
            // What has come is given first.
            broken = e;
        }
        return taken;
    }

    private int readWithinChunk(byte[] bytes, int offset, int length) throws IOException {
        int n = in.read(bytes, offset, (int) Math.min(length, leftInChunk));
        if (n < 0) {
            throw new EOFException("closed the connection within a chunk");
        }
        leftInChunk -= n;
        return n;
    }

    private void beginChunk() throws IOException {
        String size = line();
        int extension = size.indexOf(';');
        String digits = (extension < 0 ? size : size.substring(0, extension)).strip();
        if (!digits.matches("[0-9A-Fa-f]{1,15}")) {
            throw new ProtocolException("chunk size \"" + Excerpt.of(digits) + "\" is not a number");
        }
        leftInChunk = Long.parseLong(digits, 16);
        ended = leftInChunk == 0;
    }

    private void endChunk() throws IOException {
        if (!line().isEmpty()) {
            throw new ProtocolException("chunk longer than its size says");
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("closed the connection within a chunk size");
            }
            if (line.length() == MAX_SIZE_LINE) {
                throw new ProtocolException("chunk size line is longer than " + MAX_SIZE_LINE + " bytes");
            }
            if (b != '\r') {
                line.append((char) b);
            }
        }
        return line.toString();
    }
}
