package channel.every.moq.quic;

import io.netty.channel.ConnectTimeoutException;
import java.net.InetSocketAddress;
import java.net.URI;

/** Says why a server was not reached. */
final class Failure {
    /** RFC 7301 3.2. */
    private static final int NO_APPLICATION_PROTOCOL = 120;

    private Failure() {}

    /** The URL without its query, which may hold a secret. */
    static String named(URI url) {
        return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort())
                + (url.getRawPath() == null ? "" : url.getRawPath());
    }

    static String of(Throwable cause, Ending ending, ServerCheck check, InetSocketAddress address, QuicLimits limits) {
        String refusal = check.refusal();
        if (refusal != null) {
            return refusal;
        }
        if (ending.alert() == NO_APPLICATION_PROTOCOL) {
            return "it speaks none of the protocols that were offered";
        }
        if (cause instanceof ConnectTimeoutException) {
            return "no answer within " + limits.handshake().toSeconds() + " s; is UDP port " + address.getPort()
                    + " open in the firewalls between?";
        }
        if (ending.known()) {
            return "it refused the connection" + (ending.reason().isEmpty() ? "" : ": " + ending.reason());
        }
        Throwable failure = ending.failure();
        return "no connection: " + (failure == null ? cause : failure);
    }
}
