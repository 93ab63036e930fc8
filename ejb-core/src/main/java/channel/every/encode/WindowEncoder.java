package channel.every.encode;

import channel.every.hash.Blake3Hash;
import channel.every.window.SourceWindow;
import java.util.ArrayList;
import java.util.List;

/** Encodes a window from nothing but the window: no state is carried from one call to the next. */
public interface WindowEncoder {
    EncodeOutcome encode(SourceWindow window) throws InterruptedException;

    /**
     * Encodes windows to the same bytes as one by one, at less cost where a process start can be shared; for recordings, where nobody
     * waits for the first of them.
     *
     * @return one outcome a window, in their order
     */
    default List<EncodeOutcome> encodeAll(List<SourceWindow> windows) throws InterruptedException {
        List<EncodeOutcome> outcomes = new ArrayList<>();
        for (SourceWindow window : windows) {
            outcomes.add(encode(window));
        }
        return outcomes;
    }

    /** BLAKE3 over the profile, the argument plan and the encoder's build: equal hashes promise equal bytes. */
    Blake3Hash profileHash();
}
