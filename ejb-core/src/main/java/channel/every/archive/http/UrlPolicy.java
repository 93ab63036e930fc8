package channel.every.archive.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which URLs of manifests and objects may be fetched: those of listed origins, nothing by default. Tuners are reached by a policy of
 * their own; what is allowed there is not allowed here.
 */
public final class UrlPolicy {
    /** The configuration key that operators list origins under. */
    public static final String CONFIG_KEY = "every-channel.manifests.allow";

    private final List<UrlRule> rules;

    private UrlPolicy(List<UrlRule> rules) {
        this.rules = List.copyOf(rules);
    }

    /**
     * Reads a list such as {@code http://10.0.0.0/8:9080,https://*.example.net}.
     *
     * @param text entries separated by commas; nothing is allowed by an empty one
     * @throws IllegalArgumentException naming the entry that cannot be read
     */
    public static UrlPolicy parse(String text) {
        return new UrlPolicy(Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .map(UrlRule::parse)
                .toList());
    }

    /** Allows the origins of URLs that an operator wrote by hand, and nothing that is learned from elsewhere. */
    public static UrlPolicy originsOf(Collection<URI> urls) {
        return new UrlPolicy(
                urls.stream().map(UrlPolicy::wellFormed).map(UrlRule::origin).toList());
    }

    /** Allows what either of the two does. */
    public UrlPolicy or(UrlPolicy other) {
        List<UrlRule> all = new ArrayList<>(rules);
        all.addAll(other.rules);
        return new UrlPolicy(all);
    }

    /**
     * Checks a URL as it is written; {@link BoundedClient} checks what its name resolves to as well.
     *
     * @throws RefusedUrlException if it may not be fetched
     */
    public URI check(URI url) {
        wellFormed(url);
        if (rules.stream().noneMatch(rule -> rule.allows(url))) {
            throw new RefusedUrlException(
                    url,
                    "its origin is not allowed; if you trust it, add " + url.getScheme() + "://" + url.getAuthority()
                            + " to " + CONFIG_KEY);
        }
        return url;
    }

    /** Checks where a URL leads. Names are resolved here; an address that was listed itself may be of any kind. */
    void checkAddress(URI url) throws IOException {
        if (UrlRule.literal(url.getHost()) == null) {
            for (InetAddress address : InetAddress.getAllByName(url.getHost())) {
                String kind = neverMeant(address);
                if (kind != null) {
                    throw new RefusedUrlException(
                            url, "its name leads to " + address.getHostAddress() + ", which is " + kind);
                }
            }
        }
    }

    /** Where no node listens, but services of clouds and neighbours do (169.254.169.254). */
    private static @Nullable String neverMeant(InetAddress address) {
        if (address.isLinkLocalAddress()) {
            return "link-local";
        }
        if (address.isMulticastAddress()) {
            return "multicast";
        }
        return address.isAnyLocalAddress() ? "the wildcard address" : null;
    }

    private static URI wellFormed(URI url) {
        String scheme = url.getScheme();
        if (!"http".equalsIgnoreCase(scheme) && !"https".equalsIgnoreCase(scheme)) {
            throw new RefusedUrlException(url, "it is neither http nor https");
        }
        if (url.getHost() == null) {
            throw new RefusedUrlException(url, "it names no host");
        }
        if (url.getRawUserInfo() != null) {
            throw new RefusedUrlException(url, "it carries a user name; give a bearer token instead");
        }
        if (url.getRawFragment() != null) {
            throw new RefusedUrlException(url, "it has a fragment");
        }
        return url;
    }
}
