package channel.every.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A name that stands alone as one path component: of a publisher, broadcast, track, proof source or node.
 *
 * @param value 1 to 64 of {@code [A-Za-z0-9._-]}, not starting with a dot
 */
public record Label(@JsonValue String value) {
    static final int LONGEST = 64;

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}");
    private static final Pattern OTHERS = Pattern.compile("[^A-Za-z0-9._-]+");
    private static final Pattern EDGES = Pattern.compile("^[.-]+|[.-]+$");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Label {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a label is 1 to 64 of A-Z a-z 0-9 . _ - and does not start with a dot: \"" + value + '"');
        }
    }

    /**
     * The label nearest to a free text, such as a service name: each run of other characters becomes one dash. Equal texts give
     * equal labels on every node.
     *
     * @return empty if nothing of the text can stand in a label
     */
    public static Optional<Label> folded(String text) {
        String kept = OTHERS.matcher(text).replaceAll("-");
        String trimmed = EDGES.matcher(kept).replaceAll("");
        String cut = trimmed.substring(0, Math.min(trimmed.length(), LONGEST));
        return cut.isEmpty() ? Optional.empty() : Optional.of(new Label(cut));
    }

    @Override
    public String toString() {
        return value;
    }
}
