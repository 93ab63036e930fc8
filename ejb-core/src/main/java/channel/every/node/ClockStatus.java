package channel.every.node;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A publisher's broadcast clock.
 *
 * @param detail why it is in this state, one sentence for people; null when there is nothing to say
 * @param table the time table that decides: {@code STT}, {@code TDT} or {@code TOT}
 * @param marginMillis how far the anchor lies from the edge where it would round the other way, in milliseconds
 */
public record ClockStatus(
        State state,
        @Nullable String detail,
        @Nullable String table,
        @Nullable Long marginMillis) {

    public enum State {
        UNSYNCED,
        SYNCED,
        SUSPECT;

        @JsonValue
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
