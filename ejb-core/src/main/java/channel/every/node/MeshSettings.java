package channel.every.node;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the node tells others of itself, as configured.
 *
 * @param publicUrl where others reach this node, without a slash at its end; empty if nobody shall
 */
record MeshSettings(Optional<URI> publicUrl) {
    private static final String PUBLIC_URL = "every-channel.public-url";

    /** @param values the value of a key, if it is set */
    static MeshSettings read(Function<String, Optional<String>> values) {
        return new MeshSettings(
                values.apply(PUBLIC_URL).filter(text -> !text.isBlank()).map(MeshSettings::base));
    }

    private static URI base(String text) {
        String trimmed = text.strip().replaceFirst("/+$", "");
        try {
            URI url = URI.create(trimmed);
            if (url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(PUBLIC_URL + " is not a URL: \"" + text + '"', e);
        }
        throw new IllegalArgumentException(PUBLIC_URL + " must be like https://node.example.org: \"" + text + '"');
    }

    /** Where objects of this node are found by their hash. */
    List<String> locators() {
        return publicUrl.map(url -> List.of(url + "/v1/objects/")).orElse(List.of());
    }
}
