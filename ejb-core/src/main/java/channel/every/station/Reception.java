package channel.every.station;

import channel.every.ts.TsPacket;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/**
 * What a receiver makes of the broadcast: it loses packets and is late. Which packets it loses is a function of the seed and
 * of their number on air: a receiver that is restarted loses the same ones.
 *
 * @param lossRate share of packets that never arrive, 0 to 1
 * @param delay from the antenna to the network, 0 to 10 s
 */
public record Reception(double lossRate, long seed, Duration delay) {
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(10);

    public static final Reception PERFECT = new Reception(0, 0, Duration.ZERO);

    public Reception {
        if (!(lossRate >= 0 && lossRate <= 1)) {
            throw new IllegalArgumentException("loss rate is 0 to 1: " + lossRate);
        }
        if (delay.isNegative() || delay.compareTo(LONGEST_DELAY) > 0) {
            throw new IllegalArgumentException("delay is 0 to 10000 ms: " + delay.toMillis());
        }
    }

    /** Receives on time and loses packets at this rate. */
    public static Reception losing(double lossRate, long seed) {
        return new Reception(lossRate, seed, Duration.ZERO);
    }

    public boolean loses(long slot) {
        return lossRate > 0 && new SeededNoise(seed).fractionAt(slot) < lossRate;
    }

    /** Passes on what is left of {@code count} packets from number {@code slot} on. */
    void receive(long slot, byte[] packets, int count, OutputStream out) throws IOException {
        int from = 0;
        for (int i = 0; i < count && lossRate > 0; i++) {
            if (loses(slot + i)) {
                out.write(packets, from * TsPacket.SIZE, (i - from) * TsPacket.SIZE);
                from = i + 1;
            }
        }
        out.write(packets, from * TsPacket.SIZE, (count - from) * TsPacket.SIZE);
    }
}
