package channel.every.encode;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What interlaced sources become; pictures of progressive ones stay as they are. */
public enum PictureRate {
    /** One picture a frame: 29.97i becomes 29.97p. */
    FRAME,
    /** One picture a field: 29.97i becomes 59.94p, as fluent as the broadcast and twice the work. */
    FIELD;

    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
