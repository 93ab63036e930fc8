package channel.every.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * A name that stands alone as one path component: of a publisher, broadcast, track, proof source or node.
 *
 * @param value 1 to 64 of {@code [A-Za-z0-9._-]}, not starting with a dot
 */
public record Label(@JsonValue String value) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Label {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a label is 1 to 64 of A-Z a-z 0-9 . _ - and does not start with a dot: \"" + value + '"');
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
