package channel.every.web;

import channel.every.hash.Blake3Hash;
import channel.every.identity.Label;
import org.jspecify.annotations.Nullable;

/** One named value of a request, checked on its way in; what cannot be used ends the request with status 400. */
record RequestField(String name, @Nullable String text) {
    Label label() {
        String value = required();
        try {
            return new Label(value);
        } catch (IllegalArgumentException e) {
            throw invalid("not a label", "use 1 to 64 of A-Z a-z 0-9 . _ -, not starting with a dot");
        }
    }

    Label label(Label absent) {
        return text == null ? absent : label();
    }

    Blake3Hash hash() {
        try {
            return Blake3Hash.parse(required());
        } catch (IllegalArgumentException e) {
            throw invalid("not a BLAKE3 hash", "use 64 lower-case hexadecimal digits");
        }
    }

    /** A whole number of {@code low} to {@code high}. */
    long number(long low, long high) {
        try {
            long value = Long.parseLong(required());
            if (value >= low && value <= high) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw invalid("not a whole number", "use a number of " + low + " to " + high);
        }
        throw invalid("out of range", "use a number of " + low + " to " + high);
    }

    long number(long low, long high, long absent) {
        return text == null ? absent : number(low, high);
    }

    private String required() {
        if (text == null || text.isEmpty()) {
            throw new ProblemException(Problem.missing(name, "give " + name));
        }
        return text;
    }

    ProblemException invalid(String reason, String remedy) {
        return new ProblemException(Problem.invalid(name, String.valueOf(text), reason, remedy));
    }
}
