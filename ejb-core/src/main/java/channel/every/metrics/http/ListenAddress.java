package channel.every.metrics.http;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Where a command listens, written {@code HOST:PORT} or {@code PORT} for this machine alone. */
public record ListenAddress(String host, int port) {
    private static final int MAX_PORT = 65_535;

    public static ListenAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "127.0.0.1" : text.substring(0, colon);
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            if (port >= 0 && port <= MAX_PORT && !host.isEmpty()) {
                return new ListenAddress(host.replaceAll("^\\[|]$", ""), port);
            }
        } catch (NumberFormatException e) {
            throw refused(text, e);
        }
        throw refused(text, null);
    }

    InetSocketAddress socketAddress() {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("no address of \"" + host + "\" is known");
        }
        return address;
    }

    private static IllegalArgumentException refused(String text, @Nullable NumberFormatException cause) {
        return new IllegalArgumentException(
                "an address to listen on is HOST:PORT or PORT, with a port up to " + MAX_PORT + ": \"" + text + '"',
                cause);
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
