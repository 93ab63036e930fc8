package channel.every.tuner;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A device's address as logs and pages may show it: without what could be a secret, which is user, password, query and fragment. */
public final class ShownAddress {
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://");
    private static final String HIDDEN = "...";

    private ShownAddress() {}

    /** @param address as it was given; what is no URL loses rather too much than too little */
    public static String of(String address) {
        Matcher matcher = SCHEME.matcher(address);
        String scheme = matcher.lookingAt() ? matcher.group() : "";
        String rest = address.substring(scheme.length());
        int query = firstOf(rest, '?', '#');
        int user = rest.lastIndexOf('@');
        if (user > query) {
            // A password with a question mark, or a query with an @: nobody can tell.
            return scheme + HIDDEN;
        }
        return scheme
                + rest.substring(user > 0 ? user + 1 : 0, query)
                + (query < rest.length() ? rest.charAt(query) + HIDDEN : "");
    }

    private static int firstOf(String text, char one, char other) {
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) == one || text.charAt(at) == other) {
                return at;
            }
        }
        return text.length();
    }
}
