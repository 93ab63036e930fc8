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
    final @Nullable PesCollector audio;
    private final int videoPid;
    private final int audioPid;

    ProgramBuffer(ProgramFormat format) {
        video = format.videoCodec() == null ? null : PesCollector.of(format.videoCodec());
        audio = format.audioCodec() == null ? null : PesCollector.of(format.audioCodec());
        videoPid = format.videoPid() == null ? -1 : format.videoPid().value();
        audioPid = format.audioPid() == null ? -1 : format.audioPid().value();
    }

    /** @return bytes thrown away because the bound was reached */
    long packet(TsPacket packet, BroadcastClock clock) {
        int pid = packet.pid();
        if (video != null && pid == videoPid) {
            video.packet(packet, clock);
        } else if (audio != null && pid == audioPid) {
            audio.packet(packet, clock);
        } else {
            return 0;
        }
        return packet.payloadUnitStart() && heldBytes() > LARGEST ? discardOldest() : 0;
    }

    /** As {@link PesCollector#runOn}, for the stream that has nearly all packets. */
    int runOn(byte[] bytes, int from, int end, PidSet followed) {
        PesCollector most = video != null ? video : audio;
        return most == null ? from : most.runOn(bytes, from, end, followed);
    }

    /** Whether the broadcaster scrambles the video, or the audio. */
    boolean scrambled() {
        return video != null && video.scrambled() || audio != null && audio.scrambled();
    }

    long heldBytes() {
        return (video == null ? 0 : video.heldBytes()) + (audio == null ? 0 : audio.heldBytes());
    }

    /** Keeps what a window that starts here and later ones can need. */
    void trim(long windowStart, long windowEnd) {
        if (video != null) {
            List<PesUnit> units = video.units();
            int preroll = new VideoCut(windowStart, windowEnd).preroll(units, units.size());
            video.discard(preroll >= 0 ? preroll : video.nextRandomAccess());
        }
        if (audio != null) {
            List<PesUnit> units = audio.units();
            audio.discard(Math.max(0, new AudioCut(windowStart, windowEnd).before(units, units.size())));
        }
    }

    void clear() {
        if (video != null) {
            video.clear();
        }
        if (audio != null) {
            audio.clear();
        }
    }

    private long discardOldest() {
        long before = heldBytes();
        if (video != null) {
            video.shrink(AFTER_DISCARD);
            video.discard(video.nextRandomAccess());
            if (audio != null && !video.units().isEmpty()) {
                audio.discardBefore(video.units().getFirst().pts() - 2 * AudioCut.LEAD);
            }
        }
        if (audio != null) {
            audio.shrink(AFTER_DISCARD - (video == null ? 0 : video.heldBytes()));
        }
        return before - heldBytes();
    }
}
