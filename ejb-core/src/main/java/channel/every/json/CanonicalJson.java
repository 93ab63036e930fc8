package channel.every.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** JSON in the one form that can be hashed and signed (RFC 8785): members by name in UTF-16 order, no white space, ECMAScript numbers. */
public final class CanonicalJson {
    /** RFC 7493 2.2: larger integers lose digits in readers that hold numbers as IEEE 754 doubles. */
    private static final long LARGEST_INTEGER = (1L << 53) - 1;

    private static final ObjectReader READER = Json.mapper()
            .reader()
            .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private CanonicalJson() {}

    /**
     * Any JSON text as a tree, in whatever form it came.
     *
     * @throws IllegalArgumentException for what is no JSON, or gives a member twice, which two readers could take differently
     */
    public static JsonNode read(byte[] json) {
        try {
            return READER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading memory failed", e);
        }
    }

    /**
     * The canonical form in UTF-8.
     *
     * @throws IllegalArgumentException for an integer beyond 2^53 - 1 and for text with half a surrogate pair, which have none
     */
    public static byte[] bytes(JsonNode tree) {
        StringBuilder out = new StringBuilder();
        write(tree, out);
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(java.nio.CharBuffer.wrap(out));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("a string holds half a surrogate pair", e);
        }
    }

    private static void write(JsonNode node, StringBuilder out) {
        switch (node.getNodeType()) {
            case OBJECT -> object(node, out);
            case ARRAY -> array(node, out);
            case STRING -> text(node.textValue(), out);
            case NUMBER -> out.append(number(node));
            case BOOLEAN, NULL -> out.append(node.asText());
            case BINARY, MISSING, POJO ->
                throw new IllegalArgumentException("no JSON has a value of type " + node.getNodeType());
        }
    }

    /** RFC 8785 3.2.3: by UTF-16 code units, as {@link String#compareTo} compares. */
    private static void object(JsonNode node, StringBuilder out) {
        Map<String, JsonNode> members = new TreeMap<>();
        node.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        String separator = "{";
        for (Map.Entry<String, JsonNode> member : members.entrySet()) {
            out.append(separator);
            text(member.getKey(), out);
            out.append(':');
            write(member.getValue(), out);
            separator = ",";
        }
        out.append(members.isEmpty() ? "{}" : "}");
    }

    private static void array(JsonNode node, StringBuilder out) {
        out.append('[');
        for (int i = 0; i < node.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            write(node.get(i), out);
        }
        out.append(']');
    }

    /** RFC 8785 3.2.2.2: what JSON makes one escape, in its shortest form, and nothing else. */
    private static void text(String value, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\f' -> out.append("\\f");
                case '\r' -> out.append("\\r");
                default -> {
                    if (c < ' ') {
                        out.append("\\u%04x".formatted((int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static String number(JsonNode node) {
        if (node.isIntegralNumber()) {
            BigInteger value = node.bigIntegerValue();
            if (value.abs().compareTo(BigInteger.valueOf(LARGEST_INTEGER)) > 0) {
                throw new IllegalArgumentException("an integer beyond 2^53 - 1 has no canonical form: " + value);
            }
            return value.toString();
        }
        return number(node.doubleValue());
    }

    /** ECMA-262 Number::toString, which RFC 8785 3.2.2.3 asks for. */
    static String number(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("not a JSON number: " + value);
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal shortest = shortest(Math.abs(value));
        String digits = shortest.unscaledValue().toString();
        int point = digits.length() - shortest.scale();
        return (value < 0 ? "-" : "") + placed(digits, point);
    }

    /** Java's shortest form has two digits at least (Double.toString), ECMAScript's one. */
    private static BigDecimal shortest(double value) {
        BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        if (decimal.precision() == 2) {
            BigDecimal one = decimal.round(new MathContext(1, RoundingMode.HALF_EVEN));
            if (one.doubleValue() == value) {
                return one.stripTrailingZeros();
            }
        }
        return decimal;
    }

    private static String placed(String digits, int point) {
        int count = digits.length();
        if (count <= point && point <= 21) {
            return digits + "0".repeat(point - count);
        }
        if (0 < point && point <= 21) {
            return digits.substring(0, point) + '.' + digits.substring(point);
        }
        if (-6 < point && point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        }
        String fraction = count == 1 ? "" : '.' + digits.substring(1);
        int exponent = point - 1;
        return digits.charAt(0) + fraction + 'e' + (exponent < 0 ? '-' : '+') + Math.abs(exponent);
    }
}
