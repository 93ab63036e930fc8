package channel.every.window;

import channel.every.clock.ChunkCadence;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * How a program is cut into windows. Publishers that are to agree need equal cadence, program, audio and preroll.
 *
 * @param program number in the PAT, null for the lowest one
 * @param audio which of the program's audio streams the windows carry
 * @param prerollPackets largest number of transport packets of decoder context ahead of a window; with more it is dropped
 * @param nodeClock where windows count from when the broadcast does not tell the time
 * @param live whether the broadcast's time is to be compared with the node's
 */
public record ChopperSettings(
        ChunkCadence cadence,
        @Nullable Integer program,
        AudioWishes audio,
        int prerollPackets,
        InstantSource nodeClock,
        boolean live) {
    /** 12 MB: five seconds at 20 Mbit/s, more than broadcasters' distance of random access points. */
    public static final int DEFAULT_PREROLL_PACKETS = 65_536;

    public ChopperSettings {
        if (program != null && (program < 1 || program > 0xFFFF)) {
            throw new IllegalArgumentException("program number must be 1 to 65535: " + program);
        }
        if (prerollPackets < 1) {
            throw new IllegalArgumentException("preroll must be at least one packet: " + prerollPackets);
        }
    }

    public static ChopperSettings live(ChunkCadence cadence, InstantSource nodeClock) {
        return new ChopperSettings(cadence, null, AudioWishes.FIRST, DEFAULT_PREROLL_PACKETS, nodeClock, true);
    }

    /** For a file, read at any time: windows of a stream without time tables count from 1970. */
    public static ChopperSettings recording(ChunkCadence cadence) {
        return new ChopperSettings(
                cadence, null, AudioWishes.FIRST, DEFAULT_PREROLL_PACKETS, InstantSource.fixed(Instant.EPOCH), false);
    }

    public ChopperSettings withProgram(@Nullable Integer number) {
        return new ChopperSettings(cadence, number, audio, prerollPackets, nodeClock, live);
    }

    public ChopperSettings withPrerollPackets(int packets) {
        return new ChopperSettings(cadence, program, audio, packets, nodeClock, live);
    }

    public ChopperSettings withAudio(AudioWishes wanted) {
        return new ChopperSettings(cadence, program, wanted, prerollPackets, nodeClock, live);
    }
}
