package channel.every.node;

import channel.every.identity.BroadcastKey;
import channel.every.identity.StreamKey;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a stream's name has become against the one before (ECP-0004: a source is promoted to its broadcast once that is known). */
enum Naming {
    SAME,
    /** Other fields in the same scope, as when a callsign comes late. */
    RENAMED,
    /** From source to broadcast scope. */
    PROMOTED,
    /** From broadcast to source scope: tables or clock are lost. */
    DEMOTED;

    static Naming of(@Nullable StreamKey before, StreamKey now) {
        if (now.equals(before)) {
            return SAME;
        }
        boolean wasBroadcast = before instanceof BroadcastKey;
        boolean isBroadcast = now instanceof BroadcastKey;
        if (wasBroadcast == isBroadcast) {
            return RENAMED;
        }
        return isBroadcast ? PROMOTED : DEMOTED;
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
