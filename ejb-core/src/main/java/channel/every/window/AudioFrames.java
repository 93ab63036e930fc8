package channel.every.window;

import channel.every.time.Pts;

/**
 * How long the audio frames last that begin in a PES packet: with it a lost PES packet shows as a gap, even where the continuity
 * counter has come round. Frames need not be aligned to PES packets.
 */
final class AudioFrames {
    /** HE-AAC at 48 kHz; LATM hides the real length in its configuration, and AAC-LC has half of this. */
    private static final int LATM_TICKS = 3840;

    private static final int LONGEST_HEADER = 7;

    private AudioFrames() {}

    /** @return 90 kHz ticks, rounded; 0 where no frame begins */
    static long ticks(AudioCodec codec, byte[] bytes, int from, int end) {
        int at = firstFrame(codec, bytes, from, end);
        long ticks = 0;
        while (at + LONGEST_HEADER <= end) {
            AudioFrame frame = AudioFrame.at(codec, bytes, at);
            if (frame == null) {
                break;
            }
            ticks += codec == AudioCodec.AAC_LATM ? LATM_TICKS : ticksOf(frame);
            at += frame.bytes();
        }
        return ticks;
    }

    private static long ticksOf(AudioFrame frame) {
        return ((long) frame.samples() * Pts.HERTZ + frame.hertz() / 2) / frame.hertz();
    }

    /** A header that leads to another one or out of the packet; what looks like one inside a frame seldom does. */
    private static int firstFrame(AudioCodec codec, byte[] bytes, int from, int end) {
        for (int at = from; at + LONGEST_HEADER <= end; at++) {
            AudioFrame frame = AudioFrame.at(codec, bytes, at);
            if (frame != null) {
                int next = at + frame.bytes();
                if (next + LONGEST_HEADER > end || AudioFrame.at(codec, bytes, next) != null) {
                    return at;
                }
            }
        }
        return end;
    }
}
