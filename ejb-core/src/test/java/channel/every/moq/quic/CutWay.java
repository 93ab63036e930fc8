package channel.every.moq.quic;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** A way to a server that carries so many datagrams of one client, and all answers to them, until it is cut. */
final class CutWay implements AutoCloseable {
    private static final int MOST_BYTES = 65_536;

    private final DatagramSocket near = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    private final DatagramSocket far = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    private volatile int left;
    private volatile boolean answered = true;
    private volatile int lost;
    private volatile @Nullable SocketAddress client;

    CutWay(int server, int datagrams) throws IOException {
        left = datagrams;
        InetSocketAddress to = new InetSocketAddress(InetAddress.getLoopbackAddress(), server);
        Thread.ofVirtual().start(() -> carry(near, far, to));
        Thread.ofVirtual().start(() -> carry(far, near, null));
    }

    int port() {
        return near.getLocalPort();
    }

    void cut() {
        left = 0;
    }

    /** How many of the client's datagrams it did not carry. */
    int lost() {
        return lost;
    }

    /** Carries what the client sends and no answers. */
    void cutAnswers() {
        answered = false;
    }

    /** Carries again. */
    void mend() {
        left = Integer.MAX_VALUE;
        answered = true;
    }

    private void carry(DatagramSocket from, DatagramSocket to, @Nullable SocketAddress server) {
        byte[] bytes = new byte[MOST_BYTES];
        while (!from.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
                from.receive(packet);
                if (server != null) {
                    client = packet.getSocketAddress();
                }
                SocketAddress next = server == null ? client : server;
                if (left > 0 && (answered || server != null) && next != null) {
                    left -= server == null ? 0 : 1;
                    to.send(new DatagramPacket(bytes, packet.getLength(), next));
                } else if (server != null) {
                    lost++;
                }
            } catch (IOException e) {
                // The end of the test closes the sockets.
                return;
            }
        }
    }

    @Override
    public void close() {
        near.close();
        far.close();
    }
}
