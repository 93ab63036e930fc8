package channel.every.encode;

import java.io.IOException;

/** Where the continuous playback track goes: a file, a playlist's directory, a relay. Called in order, by one thread. */
public interface PlaybackTarget {
    /** Before the first fragment, and again whenever the encoder was started anew. */
    void init(byte[] segment) throws IOException;

    /** A fragment that begins with a keyframe. */
    void fragment(byte[] fragment) throws IOException;
}
