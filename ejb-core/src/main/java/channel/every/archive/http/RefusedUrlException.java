package channel.every.archive.http;

import java.net.URI;

/** A URL that the policy does not allow to fetch. */
public final class RefusedUrlException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    RefusedUrlException(URI url, String reason) {
        super("\"" + url + "\" is not fetched: " + reason);
    }
}
