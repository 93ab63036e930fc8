package channel.every.tuner.hdhomerun;

import channel.every.tuner.TunerException;
import java.net.URI;

/** Addresses out of a device's answers. */
final class HttpUri {
    private HttpUri() {}

    /** {@code reference} as an absolute http address. @param what names the field, for the message */
    static URI resolve(URI base, String reference, String what) throws TunerException {
        URI uri;
        try {
            uri = (base.getPath().isEmpty() ? base.resolve("/") : base).resolve(reference);
        } catch (IllegalArgumentException e) {
            throw new TunerException(what + " is not an address: \"" + Excerpt.of(reference) + '"', e);
        }
        if (!"http".equals(uri.getScheme()) || uri.getHost() == null) {
            throw new TunerException(what + " is not an http address with a host: \"" + Excerpt.of(reference) + '"');
        }
        return uri;
    }
}
