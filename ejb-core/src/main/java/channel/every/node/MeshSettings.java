package channel.every.node;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What the node tells others of itself, as configured.
 *
 * @param publicUrl where others reach this node, without a slash at its end; empty if nobody shall
 * @param relays that carry this node's streams, the preferred one first
 */
record MeshSettings(Optional<URI> publicUrl, List<URI> relays) {
    private static final String PUBLIC_URL = "every-channel.public-url";
    private static final String RELAYS = "every-channel.relays";

    /** @param values the value of a key, if it is set */
    static MeshSettings read(Function<String, Optional<String>> values) {
        return new MeshSettings(
                values.apply(PUBLIC_URL).filter(text -> !text.isBlank()).map(MeshSettings::base),
                values.apply(RELAYS).stream()
                        .flatMap(text -> Stream.of(text.split(",", -1)))
                        .filter(text -> !text.isBlank())
                        .map(MeshSettings::relay)
                        .toList());
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

    private static URI relay(String text) {
        try {
            URI url = URI.create(text.strip());
            if (url.getHost() != null) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(RELAYS + " holds what is no URL: \"" + text + '"', e);
        }
        throw new IllegalArgumentException(RELAYS + " must be URLs like https://relay.example.org/: \"" + text + '"');
    }

    /** Where objects of this node are found by their hash. */
    List<String> locators() {
        return publicUrl.map(url -> List.of(url + "/v1/objects/")).orElse(List.of());
    }
}
