package channel.every.device;

import channel.every.ts.ContinuityCheck;
import channel.every.ts.TsPacket;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;

/** Counts what a tuner gives out: packets, their rate, and what was lost on the way to it. Takes whole packets. */
final class Meter extends FilterOutputStream {
    private static final Duration SPAN = Duration.ofSeconds(1);

    private final InstantSource clock;
    private final ContinuityCheck continuity = new ContinuityCheck();
    private final TsPacket packet = new TsPacket();
    private long transportErrors;
    private long missing;
    private long spanStart;
    private long spanPackets;
    private long packetsPerSecond;

    Meter(OutputStream out, InstantSource clock) {
        super(out);
        this.clock = clock;
        this.spanStart = clock.millis();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        synchronized (this) {
            for (int at = offset; at + TsPacket.SIZE <= offset + length; at += TsPacket.SIZE) {
                packet.at(bytes, at);
                if (packet.transportError()) {
                    transportErrors++;
                } else if (continuity.check(packet) == ContinuityCheck.Verdict.BROKEN) {
                    missing++;
                }
            }
            turn();
            spanPackets += length / TsPacket.SIZE;
        }
        out.write(bytes, offset, length);
    }

    private void turn() {
        long elapsed = clock.millis() - spanStart;
        if (elapsed >= SPAN.toMillis()) {
            packetsPerSecond = spanPackets * 1000 / elapsed;
            spanPackets = 0;
            spanStart += elapsed;
        }
    }

    synchronized long packetsPerSecond() {
        turn();
        return packetsPerSecond;
    }

    synchronized long transportErrors() {
        return transportErrors;
    }

    synchronized long missing() {
        return missing;
    }
}
