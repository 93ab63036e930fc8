package channel.every.moq.session;

import java.util.ArrayList;
import java.util.List;

/** Names of broadcasts as namespaces of moq-transport, part by part; a slash within a part is marked, as @moq/net does. */
final class MoqtNames {
    private MoqtNames() {}

    static List<String> parts(String name) {
        List<String> parts = new ArrayList<>();
        if (name.isEmpty()) {
            return parts;
        }
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char at = name.charAt(i);
            boolean marked =
                    at == '\\' && i + 1 < name.length() && (name.charAt(i + 1) == '/' || name.charAt(i + 1) == '\\');
            if (marked) {
                i++;
                part.append(name.charAt(i));
            } else if (at == '/') {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(at);
            }
        }
        parts.add(part.toString());
        return parts;
    }

    static String name(List<String> parts) {
        return String.join(
                "/",
                parts.stream()
                        .map(part -> part.replace("\\", "\\\\").replace("/", "\\/"))
                        .toList());
    }
}
