package channel.every.window;

import channel.every.hash.Blake3Hash;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The canonical encoder input of a window: a transport stream of its own with synthesized PAT and PMT, video on PID 0x100,
 * audio on 0x101 and the PIDs behind it, continuity counters from 0 and time stamps rebased so that the window starts at PTS 900000. Equal for every
 * receiver that got the same packets, whenever it started.
 *
 * @param transportStream whole 188-byte packets
 * @param hash BLAKE3 of {@code transportStream}: the record's source_hash
 * @param videoCodec null for a radio program
 * @param frameRate of the video, null without video
 * @param audio streams in the order of the source's PMT, on the PIDs of this input; empty for a program without audio
 */
public record WindowInput(
        byte[] transportStream,
        Blake3Hash hash,
        @Nullable VideoCodec videoCodec,
        @Nullable FrameRate frameRate,
        List<AudioStream> audio) {
    /** PTS of the window's start in every canonical input, in 90 kHz ticks: 10 s, room for preroll without a wrap. */
    public static final long START_PTS = 900_000;

    /** How far ahead of a window pictures matter for more than the decoding of others, in 90 kHz ticks. */
    public static final long PICTURES_AHEAD = VideoCut.GUARD;

    /** How far behind a window pictures are in its input, by their DTS, in 90 kHz ticks. */
    public static final long PICTURES_BEHIND = VideoCut.TAIL;

    public WindowInput {
        audio = List.copyOf(audio);
    }

    /**
     * When the pictures are shown, decoder context and those behind the window included: 90 kHz ticks from the window's start,
     * ascending. Empty without video, and where some picture does not tell.
     */
    public long[] pictureStamps() {
        return PictureStamps.of(transportStream);
    }
}
