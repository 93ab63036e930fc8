package channel.every.station;

import channel.every.ts.TsPacket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * A stretch of a broadcast as a receiver hears it, written as fast as the disk takes it. Equal arguments give equal bytes:
 * {@code StationRecording.of(multiplex, from, Duration.ofSeconds(15)).toBytes()} is a test's transport stream.
 *
 * @param from the first packet is the one on air at this moment
 * @param reception its delay plays no part
 */
public record StationRecording(Multiplex multiplex, Instant from, Duration length, Reception reception) {
    private static final int PACKETS_AT_ONCE = 4096;

    public StationRecording {
        if (length.isNegative() || length.isZero()) {
            throw new IllegalArgumentException("a recording has a length above 0: " + length);
        }
    }

    /** A recording without losses. */
    public static StationRecording of(Multiplex multiplex, Instant from, Duration length) {
        return new StationRecording(multiplex, from, length, Reception.PERFECT);
    }

    public StationRecording receivedBy(Reception reception) {
        return new StationRecording(multiplex, from, length, reception);
    }

    public void write(OutputStream out) throws IOException {
        byte[] buffer = new byte[PACKETS_AT_ONCE * TsPacket.SIZE];
        long end = multiplex.slotAt(from.plus(length));
        for (long slot = multiplex.slotAt(from); slot < end; slot += PACKETS_AT_ONCE) {
            int count = (int) Math.min(PACKETS_AT_ONCE, end - slot);
            multiplex.write(slot, count, buffer, 0);
            reception.receive(slot, buffer, count, out);
        }
    }

    public Path write(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            write(out);
        }
        return file;
    }

    /** The whole recording in memory: about 2.4 MB a second at the usual rate. */
    public byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes every byte", e);
        }
        return bytes.toByteArray();
    }
}
