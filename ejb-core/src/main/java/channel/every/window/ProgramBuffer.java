package channel.every.window;

import channel.every.clock.BroadcastClock;
import channel.every.ts.PidSet;
import channel.every.ts.TsPacket;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The media of one program that windows still need. It holds at most {@link #LARGEST} bytes of PES packets, and one more; the
 * blocks they lie in waste at most as much again.
 */
final class ProgramBuffer {
    /** 64 MiB: 25 s at 20 Mbit/s, more than the largest preroll and the longest wait for a time table need. */
    static final long LARGEST = 64L << 20;

    /** Throwing away down to here, not packet by packet. */
    private static final long AFTER_DISCARD = LARGEST / 4 * 3;

    final @Nullable PesCollector video;
    final List<PesCollector> audio;
    private final int videoPid;
    private final int[] audioPids;

    ProgramBuffer(ProgramFormat format) {
        video = format.videoCodec() == null ? null : PesCollector.of(format.videoCodec());
        audio = format.audio().stream()
                .map(stream -> PesCollector.of(stream.codec()))
                .toList();
        videoPid = format.videoPid() == null ? -1 : format.videoPid().value();
        audioPids =
                format.audio().stream().mapToInt(stream -> stream.pid().value()).toArray();
    }

    /** @return bytes thrown away because the bound was reached */
    long packet(TsPacket packet, BroadcastClock clock) {
        int pid = packet.pid();
        PesCollector stream = stream(pid);
        if (stream == null) {
            return 0;
        }
        stream.packet(packet, clock);
        return packet.payloadUnitStart() && heldBytes() > LARGEST ? discardOldest() : 0;
    }

    private @Nullable PesCollector stream(int pid) {
        if (pid == videoPid) {
            return video;
        }
        for (int i = 0; i < audioPids.length; i++) {
            if (pid == audioPids[i]) {
                return audio.get(i);
            }
        }
        return null;
    }

    /** As {@link PesCollector#runOn}, for the stream that has nearly all packets. */
    int runOn(byte[] bytes, int from, int end, PidSet followed) {
        if (video != null) {
            return video.runOn(bytes, from, end, followed);
        }
        return audio.isEmpty() ? from : audio.getFirst().runOn(bytes, from, end, followed);
    }

    /** Whether the broadcaster scrambles the video, or some of the audio. */
    boolean scrambled() {
        return video != null && video.scrambled() || audio.stream().anyMatch(PesCollector::scrambled);
    }

    long heldBytes() {
        return (video == null ? 0 : video.heldBytes())
                + audio.stream().mapToLong(PesCollector::heldBytes).sum();
    }

    /** Keeps what a window that starts here and later ones can need. */
    void trim(long windowStart, long windowEnd) {
        if (video != null) {
            List<PesUnit> units = video.units();
            int preroll = new VideoCut(windowStart, windowEnd).preroll(units, units.size());
            video.discard(preroll >= 0 ? preroll : video.nextRandomAccess());
        }
        for (PesCollector stream : audio) {
            List<PesUnit> units = stream.units();
            stream.discard(Math.max(0, new AudioCut(windowStart, windowEnd).before(units, units.size())));
        }
    }

    void clear() {
        if (video != null) {
            video.clear();
        }
        audio.forEach(PesCollector::clear);
    }

    private long discardOldest() {
        long before = heldBytes();
        if (video != null) {
            video.shrink(AFTER_DISCARD);
            video.discard(video.nextRandomAccess());
            if (!video.units().isEmpty()) {
                long from = video.units().getFirst().pts() - 2 * AudioCut.LEAD;
                audio.forEach(stream -> stream.discardBefore(from));
            }
        }
        long left = AFTER_DISCARD - (video == null ? 0 : video.heldBytes());
        audio.forEach(stream -> stream.shrink(left / audio.size()));
        return before - heldBytes();
    }
}
