package channel.every.tuner.hdhomerun;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The one TCP connection a read has at a time. Closing it from another thread ends at once whatever waits on it, and no further
 * connection is made: that is how a tuner is released promptly.
 */
public final class Line implements Closeable {
    private static final int HTTP_PORT = 80;

    private @Nullable Socket socket;
    private boolean closed;

    /** Connects to host and port of {@code uri}, after hanging up on whatever was connected before. */
    Socket connect(URI uri, Duration timeout) throws IOException {
        int port = uri.getPort() < 0 ? HTTP_PORT : uri.getPort();
        InetSocketAddress address = new InetSocketAddress(uri.getHost(), port);
        if (address.isUnresolved()) {
            throw new UnknownHostException("unknown host " + uri.getHost());
        }
        Socket fresh = replace();
        fresh.connect(address, Math.toIntExact(timeout.toMillis()));
        return fresh;
    }

    private synchronized Socket replace() throws IOException {
        hangUp();
        if (closed) {
            throw new SocketException("closed");
        }
        Socket fresh = new Socket();
        socket = fresh;
        return fresh;
    }

    /** Ends the present connection; another may follow. */
    synchronized void hangUp() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }

    public synchronized boolean closed() {
        return closed;
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        hangUp();
    }
}
