package channel.every.moq.transport;

import java.net.InetSocketAddress;
import java.util.Objects;

/**
 * What whoever opened a connection asked for.
 *
 * @param path as in the URL, beginning with a slash, percent-decoded
 * @param query as in the URL, without the question mark, not decoded; empty if there is none. May hold a secret: never logged
 * @param origin of the page that asked, empty if no browser did
 * @param remote the peer's address
 */
public record ConnectRequest(String path, String query, String origin, InetSocketAddress remote) {
    /** Longer ones are refused before anything is made of them: names of broadcasts are far below, and a token has some hundred bytes. */
    public static final int MOST_CHARACTERS = 8 * 1024;

    public ConnectRequest {
        Objects.requireNonNull(remote);
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("path does not begin with a slash: \"" + path + '"');
        }
        if (path.length() + query.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException("path and query have " + (path.length() + query.length())
                    + " characters, the most is " + MOST_CHARACTERS);
        }
    }

    /** Without the query. */
    @Override
    public String toString() {
        return remote + " " + path;
    }
}
