package channel.every.psi;

import channel.every.time.Pcr;
import java.util.Arrays;

/**
 * The clock references of one PID and the time they give to places in the stream. Time is counted in 27 MHz ticks from the
 * first PCR on, over wraps and over jumps, which are bridged with the last known rate.
 */
final class PcrTrack {
    /** TR 101 290 2.3a and 2.3b: consecutive references are at most 100 ms apart. */
    private static final long LONGEST_INTERVAL_TICKS = Pcr.HERTZ / 10;

    /** References kept for the jitter: 44 minutes at 25 a second; later ones are counted, not kept. */
    private static final int MOST_SAMPLES = 1 << 16;

    private final boolean sampled;
    private final PcrAccuracy accuracy = new PcrAccuracy();
    private long[] samplePackets = {};
    private long[] sampleTicks = {};
    private int samples;

    private long count;
    private long firstTicks;
    private long lastTicks;
    private long firstPacket;
    private long lastPacket;
    private long elapsedTicks;
    private double ticksPerPacket;
    private long longestTicks;
    private long repetitionErrors;
    private long jumps;
    private long announcedJumps;

    /** @param sampled whether references are kept for {@link #jitterTicks}, 16 bytes each */
    PcrTrack(boolean sampled) {
        this.sampled = sampled;
    }

    /** A reference in the packet with this number. */
    void pcr(long ticks, long packet, boolean announcedJump) {
        if (count == 0) {
            firstTicks = ticks;
            firstPacket = packet;
        } else {
            advance(Pcr.difference(ticks, lastTicks), packet, announcedJump);
        }
        count++;
        lastTicks = ticks;
        lastPacket = packet;
        accuracy.reference(packet, elapsedTicks);
        if (sampled && samples < MOST_SAMPLES) {
            keep(packet);
        }
    }

    private void advance(long step, long packet, boolean announcedJump) {
        double expected = (packet - lastPacket) * ticksPerPacket;
        boolean regular = step > 0 && step <= LONGEST_INTERVAL_TICKS;
        // a long way with few packets lost in it: the references are rare, the clock has not jumped
        boolean rare = step > 0 && expected >= step / 2.0;
        if (!announcedJump && (regular || rare)) {
            longestTicks = Math.max(longestTicks, step);
            repetitionErrors += regular ? 0 : 1;
            ticksPerPacket = (double) step / (packet - lastPacket);
            elapsedTicks += step;
            return;
        }
        accuracy.reset();
        if (announcedJump) {
            announcedJumps++;
        } else {
            jumps++;
        }
        elapsedTicks += Math.round(expected);
    }

    private void keep(long packet) {
        if (samples == samplePackets.length) {
            int room = Math.max(64, 2 * samples);
            samplePackets = Arrays.copyOf(samplePackets, room);
            sampleTicks = Arrays.copyOf(sampleTicks, room);
        }
        samplePackets[samples] = packet;
        sampleTicks[samples++] = elapsedTicks;
    }

    /** Ticks since the first reference at a packet behind the last one. */
    long elapsedTicksAt(long packet) {
        return elapsedTicks + Math.round((packet - lastPacket) * ticksPerPacket);
    }

    long elapsedTicks() {
        return elapsedTicks;
    }

    long count() {
        return count;
    }

    long firstTicks() {
        return firstTicks;
    }

    long lastTicks() {
        return lastTicks;
    }

    long longestTicks() {
        return longestTicks;
    }

    long repetitionErrors() {
        return repetitionErrors;
    }

    long jumps() {
        return jumps;
    }

    long announcedJumps() {
        return announcedJumps;
    }

    /** TR 101 290 2.4, if the stream is a whole multiplex. */
    long accuracyErrors() {
        return accuracy.errors();
    }

    /** Packets of the whole stream from the first reference to the last. */
    long packets() {
        return lastPacket - firstPacket;
    }

    /** How far references lie at most from the line that a constant rate would give, in 27 MHz ticks; 0 where they are not sampled. */
    long jitterTicks() {
        if (samples < 2) {
            return 0;
        }
        double slope = (double) sampleTicks[samples - 1] / (samplePackets[samples - 1] - samplePackets[0]);
        double least = 0;
        double most = 0;
        for (int i = 0; i < samples; i++) {
            double deviation = sampleTicks[i] - (samplePackets[i] - samplePackets[0]) * slope;
            least = Math.min(least, deviation);
            most = Math.max(most, deviation);
        }
        return Math.round(most - least);
    }
}
