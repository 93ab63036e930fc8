package channel.every.node;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A publisher's tuner.
 *
 * @param device base URL of the device
 * @param channel the device's own channel reference
 * @param resource the device's name of the tuner in use, as in {@code tuner1}; null while none is, or none was named
 * @param sinceUnixMs when {@code state} was entered
 * @param lastError the latest loss, kept after it healed; null if there was none
 */
public record TunerStatus(
        String device,
        String channel,
        State state,
        @Nullable String resource,
        long sinceUnixMs,
        @Nullable Loss lastError) {

    public enum State {
        /** No byte yet since the node's start, and no failure. */
        WAITING,
        RECEIVING,
        /** A feed ended or could not be opened; the adapter tries again. */
        LOST;

        @JsonValue
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param reason one line naming device, channel and cause
     * @param attempt failures in a row
     * @param retryAtUnixMs when the adapter tries again, or tried
     */
    public record Loss(String reason, long atUnixMs, int attempt, long retryAtUnixMs) {}
}
