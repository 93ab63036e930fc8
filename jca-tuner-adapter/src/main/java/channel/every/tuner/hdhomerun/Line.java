package channel.every.tuner.hdhomerun;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * The one TCP connection a read has at a time. Closing it from another thread ends at once whatever waits on it, and no further
 * connection is made: that is how a tuner is released promptly.
 */
public final class Line implements Closeable {
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    private @Nullable Socket socket;
    private boolean closed;

    /** Connects to host and port of {@code uri}, after hanging up on whatever was connected before. */
    Socket connect(URI uri, Duration timeout) throws IOException {
        boolean secure = "https".equals(uri.getScheme());
        int usual = secure ? HTTPS_PORT : HTTP_PORT;
        int port = uri.getPort() < 0 ? usual : uri.getPort();
        InetSocketAddress address = new InetSocketAddress(uri.getHost(), port);
        if (address.isUnresolved()) {
            throw new UnknownHostException("unknown host " + uri.getHost());
        }
        Socket fresh = replace(secure ? secured(uri.getHost()) : new Socket());
        fresh.connect(address, Math.toIntExact(timeout.toMillis()));
        return fresh;
    }

    /** The certificate must be the host's: a source that anybody could replace would prove nothing. */
    private static Socket secured(String host) throws IOException {
        SSLSocket socket = (SSLSocket) SSLSocketFactory.getDefault().createSocket();
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setServerNames(List.of(new SNIHostName(host)));
        socket.setSSLParameters(parameters);
        return socket;
    }

    private synchronized Socket replace(Socket fresh) throws IOException {
        hangUp();
        if (closed) {
            fresh.close();
            throw new SocketException("closed");
        }
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
