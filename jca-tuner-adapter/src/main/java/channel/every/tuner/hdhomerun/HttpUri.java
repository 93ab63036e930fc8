package channel.every.tuner.hdhomerun;

import channel.every.tuner.TunerException;
import java.net.URI;

/** Addresses out of a device's answers. */
final class HttpUri {
    private HttpUri() {}

    /** {@code base} as the place that relative addresses start from, whether it was written with a slash or without. */
    static URI directory(URI base) {
        return base.getPath().endsWith("/") ? base : base.resolve(base.getPath() + "/");
    }

    /** {@code reference} as an absolute http address. @param what names the field, for the message */
    static URI resolve(URI base, String reference, String what) throws TunerException {
        URI uri;
        try {
            uri = directory(base).resolve(reference);
        } catch (IllegalArgumentException e) {
            throw new TunerException(what + " is not an address: \"" + Excerpt.of(reference) + '"', e);
        }
        if (!"http".equals(uri.getScheme()) || uri.getHost() == null) {
            throw new TunerException(what + " is not an http address with a host: \"" + Excerpt.of(reference) + '"');
        }
        return uri;
    }
}
