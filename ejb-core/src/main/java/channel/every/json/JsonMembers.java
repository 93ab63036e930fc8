package channel.every.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The members of a JSON object that somebody sent; what is missing or of another kind is refused by its name. */
public record JsonMembers(JsonNode node) {
    public JsonMembers {
        if (!node.isObject()) {
            throw new IllegalArgumentException("not a JSON object");
        }
    }

    public JsonMembers object(String name) {
        JsonNode member = member(name);
        if (!member.isObject()) {
            throw new IllegalArgumentException(name + " is not an object");
        }
        return new JsonMembers(member);
    }

    public String text(String name) {
        JsonNode member = member(name);
        if (!member.isTextual()) {
            throw new IllegalArgumentException(name + " is not a string");
        }
        return member.textValue();
    }

    public @Nullable String textOrNull(String name) {
        return node.hasNonNull(name) ? text(name) : null;
    }

    public <T> T value(String name, Function<String, T> parser) {
        String text = text(name);
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }

    public <T> List<T> texts(String name, int most, Function<String, T> parser) {
        List<T> values = new ArrayList<>();
        for (JsonNode each : array(name, most)) {
            if (!each.isTextual()) {
                throw new IllegalArgumentException(name + " holds what is not a string");
            }
            values.add(parser.apply(each.textValue()));
        }
        return values;
    }

    public JsonNode array(String name, int most) {
        JsonNode member = member(name);
        if (!member.isArray() || member.size() > most) {
            throw new IllegalArgumentException(name + " is not an array of at most " + most);
        }
        return member;
    }

    /** 0 to {@code most}. */
    public long integer(String name, long most) {
        long value = signed(name);
        if (value < 0 || value > most) {
            throw new IllegalArgumentException(name + " is out of range: " + value);
        }
        return value;
    }

    public long signed(String name) {
        JsonNode member = member(name);
        if (!member.isIntegralNumber() || !member.canConvertToLong()) {
            throw new IllegalArgumentException(name + " is not an integer");
        }
        return member.longValue();
    }

    private JsonNode member(String name) {
        JsonNode member = node.get(name);
        if (member == null || member.isNull()) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return member;
    }
}
