package channel.every.moq.http3;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** RFC 9651 3.1: a list of strings in a field, as protocols are offered in. Parameters are passed over, other items refused. */
final class StringList {
    /** Browsers offer a dozen. */
    static final int MOST = 64;

    private final String text;
    private int at;

    private StringList(String text) {
        this.text = text;
    }

    /** The strings, or nothing where the field is not such a list: draft-ietf-webtrans-http3 3.3 has it ignored then. */
    static Optional<List<String>> parse(String text) {
        return new StringList(text).items();
    }

    private Optional<List<String>> items() {
        List<String> items = new ArrayList<>();
        spaces();
        while (at < text.length()) {
            Optional<String> item = string();
            if (item.isEmpty() || items.size() == MOST) {
                return Optional.empty();
            }
            items.add(item.get());
            while (at < text.length() && text.charAt(at) != ',') {
                char passed = text.charAt(at++);
                if (passed == '"' && (back() && string().isEmpty())) {
                    return Optional.empty();
                }
            }
            at++;
            spaces();
        }
        return Optional.of(items);
    }

    private boolean back() {
        at--;
        return true;
    }

    private void spaces() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
    }

    /** 3.3.3: printable ASCII between quotes, where a backslash precedes a quote or a backslash. */
    private Optional<String> string() {
        if (text.charAt(at++) != '"') {
            return Optional.empty();
        }
        StringBuilder string = new StringBuilder();
        while (at < text.length()) {
            char next = text.charAt(at++);
            if (next == '"') {
                return Optional.of(string.toString());
            }
            if (next == '\\') {
                if (at == text.length() || text.charAt(at) != '"' && text.charAt(at) != '\\') {
                    return Optional.empty();
                }
                next = text.charAt(at++);
            } else if (next < ' ' || next > '~') {
                return Optional.empty();
            }
            string.append(next);
        }
        return Optional.empty();
    }

    static String format(List<String> items) {
        return items.stream()
                .map(item -> '"' + item.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(", "));
    }
}
