package channel.every.web;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who may start jobs and read manifests: the holder of the configured bearer token; without one, this machine, and no page of another
 * site open in a browser on it.
 *
 * @param token from {@code every-channel.api.token}
 */
record GuardRule(Optional<String> token) {
    static final String CONFIG_KEY = "every-channel.api.token";

    /**
     * @param remoteAddress a literal IP address
     * @param host the request's Host header
     * @return empty if the request may pass
     */
    Optional<Problem> refusal(
            @Nullable String authorization, String remoteAddress, @Nullable String origin, @Nullable String host) {
        if (token.isPresent()) {
            return token.filter(each -> presents(authorization, each)).isPresent()
                    ? Optional.empty()
                    : Optional.of(Problem.unauthorized(
                            authorization == null ? "no Authorization header" : "Authorization holds another token",
                            "send \"Authorization: Bearer <the node's " + CONFIG_KEY + ">\""));
        }
        if (!InetAddress.ofLiteral(remoteAddress).isLoopbackAddress()) {
            return Optional.of(Problem.forbidden(
                    "client address",
                    remoteAddress,
                    "without a token only this machine may",
                    "configure " + CONFIG_KEY + " and send it as a bearer token"));
        }
        if (origin != null && !origin.equals("http://" + host) && !origin.equals("https://" + host)) {
            return Optional.of(Problem.forbidden(
                    "Origin",
                    origin,
                    "a page of another site may not do this in your name",
                    "configure " + CONFIG_KEY + " and send it as a bearer token"));
        }
        return Optional.empty();
    }

    /** RFC 6750 2.1; compared in constant time, so that answers do not tell how much of a guess was right. */
    private static boolean presents(@Nullable String authorization, String token) {
        String expected = "Bearer " + token;
        return authorization != null
                && MessageDigest.isEqual(
                        authorization.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }
}
