package channel.every.proof;

import channel.every.identity.BroadcastKey;
import channel.every.window.SourceWindow;
import org.jspecify.annotations.Nullable;

/**
 * A window as it was cut from a stream.
 *
 * @param inputOffset byte up to which the stream was read when the window was complete
 * @param broadcast what the tables had said until then, null if nothing
 */
public record CutWindow(
        SourceWindow window, long inputOffset, @Nullable BroadcastKey broadcast) {}
