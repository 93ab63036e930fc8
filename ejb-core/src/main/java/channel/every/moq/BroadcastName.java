package channel.every.moq;

/** Names of broadcasts: segments divided by slashes. */
public final class BroadcastName {
    private BroadcastName() {}

    /** Without slashes at the ends, or two beside each other: peers write them in any of these forms. */
    public static String normal(String name) {
        int first = 0;
        int end = name.length();
        while (first < end && name.charAt(first) == '/') {
            first++;
        }
        while (first < end && name.charAt(end - 1) == '/') {
            end--;
        }
        String trimmed = name.substring(first, end);
        return trimmed.contains("//") ? trimmed.replaceAll("/+", "/") : trimmed;
    }

    /** Whether it is the prefix or goes on in a further segment: {@code foo} is above {@code foo/bar}, not above {@code foobar}. */
    public static boolean isBelow(String name, String prefix) {
        String above = normal(prefix);
        return above.isEmpty()
                || name.startsWith(above) && (name.length() == above.length() || name.charAt(above.length()) == '/');
    }

    /** One below the other; either may be empty. */
    public static String join(String above, String below) {
        return above.isEmpty() || below.isEmpty() ? above + below : above + '/' + below;
    }

    /** What follows the prefix, which it {@linkplain #isBelow lies below}. */
    public static String suffix(String name, String prefix) {
        String above = normal(prefix);
        return above.isEmpty() ? name : normal(name.substring(above.length()));
    }
}
