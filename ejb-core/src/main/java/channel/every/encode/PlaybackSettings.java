package channel.every.encode;

import java.time.Duration;
import java.time.Instant;

/**
 * How the continuous track is encoded. It is for watching: an encoder that runs on remembers when it was started, so its bytes prove
 * nothing.
 *
 * @param rung the picture
 * @param audio the sound
 * @param keyframeMillis distance of keyframes, each of which begins a fragment
 * @param startBoundaryMillis the encoder starts at a multiple of this since 1970, so that publishers' keyframes lie alike; 0 at once
 */
public record PlaybackSettings(Rung rung, AudioVariant audio, int keyframeMillis, int startBoundaryMillis) {
    /** The track's name, as relays and archives know it; proofs look at another one. */
    public static final String TRACK = "0.m4s";

    private static final int MOST_MILLIS = 60_000;

    public PlaybackSettings {
        if (keyframeMillis < 100 || keyframeMillis > MOST_MILLIS) {
            throw new IllegalArgumentException("keyframe distance must be 100 to 60000 ms: " + keyframeMillis);
        }
        if (startBoundaryMillis < 0 || startBoundaryMillis > MOST_MILLIS) {
            throw new IllegalArgumentException("start boundary must be 0 to 60000 ms: " + startBoundaryMillis);
        }
    }

    /** The first picture and sound of a profile. */
    public static PlaybackSettings of(EncodeProfile profile, int keyframeMillis, int startBoundaryMillis) {
        if (profile.rungs().isEmpty() || profile.audio().isEmpty()) {
            throw new IllegalArgumentException(
                    "playback needs a picture and a sound, and profile \"" + profile.name() + "\" lacks one");
        }
        return new PlaybackSettings(
                profile.rungs().getFirst(), profile.audio().getFirst(), keyframeMillis, startBoundaryMillis);
    }

    /** How long to wait with the encoder's start. */
    public Duration untilStart(Instant now) {
        if (startBoundaryMillis == 0) {
            return Duration.ZERO;
        }
        long over = Math.floorMod(now.toEpochMilli(), (long) startBoundaryMillis);
        return over == 0 ? Duration.ZERO : Duration.ofMillis(startBoundaryMillis - over);
    }
}
