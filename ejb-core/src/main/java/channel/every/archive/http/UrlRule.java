package channel.every.archive.http;

import java.net.InetAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One entry of an allow-list, {@code SCHEME://HOST[:PORT]}. HOST is a name, {@code *.} and a domain for the names below it, an
 * address, or a network as {@code 10.0.0.0/8}; PORT is a number, {@code *} for any, or the scheme's own if left away.
 *
 * @param network null for a name
 * @param bits leading ones that an address shares with {@code network}
 * @param port -1 for any
 */
record UrlRule(String scheme, String host, @Nullable InetAddress network, int bits, int port) {
    private static final Pattern FORM = Pattern.compile(
            "(https?)://(\\[[0-9A-Fa-f:.]+]|(?:\\*\\.)?[A-Za-z0-9._-]+)(?:/(\\d{1,3}))?(?::(\\d{1,5}|\\*))?");
    private static final int ANY_PORT = -1;
    private static final int MAX_PORT = 65_535;

    static UrlRule parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw refused(text);
        }
        String scheme = form.group(1);
        String host = form.group(2).toLowerCase(Locale.ROOT);
        int port = port(scheme, form.group(4));
        if (port > MAX_PORT || port == 0) {
            throw refused(text);
        }
        InetAddress address = literal(host);
        if (address == null && form.group(3) != null) {
            throw refused(text);
        }
        int longest = address == null ? 0 : 8 * address.getAddress().length;
        int bits = form.group(3) == null ? longest : Integer.parseInt(form.group(3));
        if (bits > longest) {
            throw refused(text);
        }
        return new UrlRule(scheme, host, address, bits, port);
    }

    /** The rule that allows the origin of {@code url} and nothing else. */
    static UrlRule origin(URI url) {
        return parse(url.getScheme() + "://" + url.getHost() + ":" + port(url));
    }

    boolean allows(URI url) {
        String asked = url.getHost().toLowerCase(Locale.ROOT);
        return scheme.equalsIgnoreCase(url.getScheme())
                && (port == ANY_PORT || port == port(url))
                && (network == null ? allowsName(asked) : within(literal(asked)));
    }

    private boolean allowsName(String asked) {
        return host.startsWith("*.") ? asked.endsWith(host.substring(1)) && literal(asked) == null : asked.equals(host);
    }

    private boolean within(@Nullable InetAddress asked) {
        if (network == null || asked == null) {
            return false;
        }
        byte[] wanted = network.getAddress();
        byte[] given = asked.getAddress();
        int whole = bits / 8;
        if (wanted.length != given.length || !Arrays.equals(wanted, 0, whole, given, 0, whole)) {
            return false;
        }
        int mask = 0xFF00 >> bits % 8 & 0xFF;
        return bits % 8 == 0 || (wanted[whole] & mask) == (given[whole] & mask);
    }

    private static int port(URI url) {
        return url.getPort() >= 0 ? url.getPort() : port(url.getScheme(), null);
    }

    private static int port(String scheme, @Nullable String text) {
        if (text == null) {
            return scheme.equalsIgnoreCase("https") ? 443 : 80;
        }
        return text.equals("*") ? ANY_PORT : Integer.parseInt(text);
    }

    /** The address that a host says literally, or null if it is a name. */
    static @Nullable InetAddress literal(String host) {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        try {
            return InetAddress.ofLiteral(bare);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static IllegalArgumentException refused(String text) {
        return new IllegalArgumentException(
                "an allowed origin is http[s]://HOST[:PORT], where HOST is a name, *.domain, an"
                        + " address or a network such as 10.0.0.0/8, and PORT may be *: \"" + text + '"');
    }
}
