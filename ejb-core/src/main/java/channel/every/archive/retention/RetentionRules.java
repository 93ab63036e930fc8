package channel.every.archive.retention;

import channel.every.identity.Label;
import channel.every.time.TimeSpan;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * @param usual for broadcasts without a rule of their own
 * @param ofBroadcast rules by broadcast
 */
public record RetentionRules(RetentionRule usual, Map<Label, RetentionRule> ofBroadcast) {
    public RetentionRules {
        ofBroadcast = Map.copyOf(ofBroadcast);
    }

    private static final String PREFIX = "every-channel.retention.";
    private static final Pattern KEY =
            Pattern.compile("every-channel\\.retention\\.(?:(.+)\\.)?(max-age|max-bytes|pins)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})([KMGT]?)");

    /**
     * Reads {@code every-channel.retention.max-age}, {@code .max-bytes} and {@code .pins}, and the same with a broadcast's name before
     * the last part.
     *
     * @param names all configured keys @param values the value of a key, if it is set
     * @throws IllegalArgumentException naming the key that cannot be read
     */
    public static RetentionRules read(Iterable<String> names, Function<String, Optional<String>> values) {
        Map<Label, RetentionRule> named = new HashMap<>();
        for (String name : names) {
            Matcher key = KEY.matcher(name);
            if (key.matches() && key.group(1) != null) {
                named.put(new Label(key.group(1)), rule(PREFIX + key.group(1) + ".", values));
            }
        }
        return new RetentionRules(rule(PREFIX, values), named);
    }

    private static RetentionRule rule(String prefix, Function<String, Optional<String>> values) {
        return new RetentionRule(
                value(prefix + "max-age", values, TimeSpan::parse),
                value(prefix + "max-bytes", values, RetentionRules::bytes),
                Objects.requireNonNullElse(value(prefix + "pins", values, RetentionRules::pins), List.of()));
    }

    private static <T> @Nullable T value(
            String key, Function<String, Optional<String>> values, Function<String, T> parser) {
        Optional<String> text = values.apply(key).filter(each -> !each.isBlank());
        try {
            return text.map(parser).orElse(null);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
        }
    }

    private static List<RetentionRule.Pin> pins(String text) {
        return Arrays.stream(text.split(",")).map(RetentionRule.Pin::parse).toList();
    }

    /** A number of bytes as operators write it, with K, M, G or T for powers of 1024, as in {@code 500G}. */
    public static long bytes(String text) {
        Matcher size = SIZE.matcher(text.strip());
        if (!size.matches()) {
            throw new IllegalArgumentException(
                    "a size is a whole number of bytes, or with K, M, G or T behind it, as in 500G: \"" + text + '"');
        }
        int power = size.group(2).isEmpty() ? 0 : 1 + "KMGT".indexOf(size.group(2));
        return Math.multiplyExact(Long.parseLong(size.group(1)), 1L << 10 * power);
    }

    public RetentionRule of(Label broadcast) {
        return ofBroadcast.getOrDefault(broadcast, usual);
    }

    /** Whether anything ever expires. */
    public boolean limit() {
        return usual.limits() || ofBroadcast.values().stream().anyMatch(RetentionRule::limits);
    }
}
