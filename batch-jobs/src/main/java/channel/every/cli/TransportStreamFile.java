package channel.every.cli;

import channel.every.ts.PacketReader;
import channel.every.ts.PacketSink;
import channel.every.ts.TsPacket;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A recording on disk, or standard input.
 *
 * @param path {@code -} for standard input
 */
record TransportStreamFile(Path path) {
    /** Large enough to make a read cheap, small enough to stay in the processor's cache. */
    private static final int BUFFER_BYTES = 2048 * TsPacket.SIZE;

    /**
     * Reads all of it.
     *
     * @throws IllegalArgumentException where there is no such file
     */
    void read(PacketSink sink) throws IOException {
        PacketReader reader = new PacketReader(sink);
        // outside the Java heap, where the system puts the bytes without a copy on their way
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        try (ReadableByteChannel in = open()) {
            while (in.read(buffer.clear()) >= 0) {
                reader.feed(buffer.flip());
            }
        }
        reader.finish();
    }

    /** Takes the bytes of a file as they are, a stretch at a time. */
    interface Bytes {
        /** The array is used again. */
        void next(byte[] bytes, int length) throws IOException;
    }

    /** @throws IllegalArgumentException for standard input, which is gone once it was read */
    void requireReadableTwice() {
        if (path.toString().equals("-")) {
            throw new IllegalArgumentException("standard input cannot be read twice: give a file");
        }
    }

    /** Reads all of it once more, which {@link #requireReadableTwice} has allowed. */
    void readAgain(Bytes sink) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(path)) {
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                sink.next(buffer, length);
            }
        }
    }

    /** What to tell somebody whose file turned out to hold no packet. */
    IllegalArgumentException withoutPackets() {
        return new IllegalArgumentException(path + " is not a transport stream: no packets of 188 bytes in it");
    }

    private ReadableByteChannel open() throws IOException {
        if (path.toString().equals("-")) {
            return Channels.newChannel(System.in);
        }
        if (!Files.isReadable(path) || Files.isDirectory(path)) {
            throw new IllegalArgumentException(path + " is not a readable file");
        }
        return FileChannel.open(path);
    }
}
