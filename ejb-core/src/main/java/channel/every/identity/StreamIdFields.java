package channel.every.identity;

import org.jspecify.annotations.Nullable;

/** The elements of a stream id from left to right; whatever is not as asked for is refused under the name of its field. */
final class StreamIdFields {
    private final String text;
    private final String[] elements;
    private int position;

    StreamIdFields(String text) {
        this.text = text;
        this.elements = text.split("/", -1);
    }

    String next(String field) {
        if (position == elements.length) {
            throw refused(field, "is missing");
        }
        return elements[position++];
    }

    void literal(String field, String expected) {
        String element = next(field);
        if (!element.equals(expected)) {
            throw refused(field, '"' + element + "\" where \"" + expected + "\" belongs");
        }
    }

    /** The value of {@code <field>-<n>}: decimal without leading zeros. */
    int number(String field, int least, int greatest) {
        String value = value(field);
        if (!value.matches("0|[1-9][0-9]{0,5}")
                || Integer.parseInt(value) < least
                || Integer.parseInt(value) > greatest) {
            throw refused(field, '"' + value + "\" is not a number from " + least + " to " + greatest);
        }
        return Integer.parseInt(value);
    }

    /** The value of {@code <field>-<label>}. */
    Label label(String field) {
        String value = value(field);
        try {
            return new Label(value);
        } catch (IllegalArgumentException e) {
            throw new MalformedStreamIdException(field, e.getMessage() + " in " + text, e);
        }
    }

    @Nullable
    Label labelIfPresent(String field) {
        return position < elements.length && elements[position].startsWith(field + '-') ? label(field) : null;
    }

    void end() {
        if (position < elements.length) {
            String element = elements[position];
            int dash = element.indexOf('-');
            throw refused(dash < 0 ? element : element.substring(0, dash), "is out of place or unknown");
        }
    }

    MalformedStreamIdException refused(String field, String problem) {
        return new MalformedStreamIdException(field, problem + " in " + text, null);
    }

    private String value(String field) {
        String element = next(field);
        if (!element.startsWith(field + '-')) {
            throw refused(field, "is missing: \"" + element + "\" stands in its place");
        }
        return element.substring(field.length() + 1);
    }
}
