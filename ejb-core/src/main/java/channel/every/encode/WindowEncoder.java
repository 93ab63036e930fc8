package channel.every.encode;

import channel.every.hash.Blake3Hash;
import channel.every.window.SourceWindow;

/** Encodes a window from nothing but the window: no state is carried from one call to the next. */
public interface WindowEncoder {
    EncodeOutcome encode(SourceWindow window) throws InterruptedException;

    /** BLAKE3 over the profile, the argument plan and the encoder's build: equal hashes promise equal bytes. */
    Blake3Hash profileHash();
}
