package channel.every.device;

import channel.every.tuner.control.ControlFrame;
import channel.every.tuner.control.DiscoverReply;
import channel.every.tuner.control.DiscoverRequest;
import channel.every.tuner.control.MalformedFrameException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** The control port over UDP: answers discoveries that are sent to the device, to everyone, or to the device's IPv6 groups. */
final class DiscoveryPort implements AutoCloseable {
    /** libhdhomerun, hdhomerun_discover.c: link-local and site-local groups of all devices. */
    private static final List<String> GROUPS = List.of("ff02::176", "ff05::176");

    private static final int MAX_FRAME_BYTES = 1460;
    private static final System.Logger LOG = System.getLogger(DiscoveryPort.class.getName());

    private final MulticastSocket socket;
    private final DeviceProfile profile;
    private final Function<InetAddress, String> base;
    private final Thread thread;

    /**
     * Begins to answer.
     *
     * @param address where it listens; broadcasts reach a socket of the wildcard address only
     * @param base the device's HTTP address as somebody knows it who reaches the device under an address
     */
    DiscoveryPort(DeviceProfile profile, int port, InetAddress address, Function<InetAddress, String> base)
            throws IOException {
        this.profile = profile;
        this.base = base;
        try {
            // Its reuse of the address lets a second device of this machine hear broadcasts too.
            this.socket = new MulticastSocket(new InetSocketAddress(address, port));
        } catch (IOException e) {
            throw new IOException(
                    "device " + profile.name() + " cannot listen on UDP port " + port + ": " + e.getMessage(), e);
        }
        if (address.isAnyLocalAddress()) {
            joinGroups();
        }
        this.thread =
                Thread.ofPlatform().name("discovery-" + profile.name()).daemon().start(this::answer);
    }

    int port() {
        return socket.getLocalPort();
    }

    private void joinGroups() throws SocketException {
        for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
            for (String group : GROUPS) {
                try {
                    if (network.isUp() && network.supportsMulticast()) {
                        socket.joinGroup(new InetSocketAddress(InetAddress.ofLiteral(group), 0), network);
                    }
                } catch (IOException e) {
                    // An interface without IPv6 has no such groups.
                    LOG.log(System.Logger.Level.DEBUG, "{0} not joined on {1}: {2}", group, network, e.getMessage());
                }
            }
        }
    }

    private void answer() {
        byte[] buffer = new byte[MAX_FRAME_BYTES];
        while (!socket.isClosed()) {
            DatagramPacket received = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(received);
                answer(received);
            } catch (MalformedFrameException e) {
                LOG.log(System.Logger.Level.DEBUG, "from {0}: {1}", received.getSocketAddress(), e.getMessage());
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    LOG.log(System.Logger.Level.WARNING, "discovery of {0}: {1}", profile.name(), e.getMessage());
                }
            }
        }
    }

    private void answer(DatagramPacket received) throws IOException {
        byte[] bytes = Arrays.copyOf(received.getData(), received.getLength());
        DiscoverRequest request = DiscoverRequest.read(ControlFrame.decode(bytes));
        if (!request.meansTuner(profile.id())) {
            return;
        }
        String home = base.apply(towards(received.getAddress()));
        byte[] reply = new DiscoverReply(
                        DiscoverReply.TUNER, profile.id(), profile.tuners(), home, home + "/lineup.json")
                .frame()
                .encode();
        socket.send(new DatagramPacket(reply, reply.length, received.getSocketAddress()));
    }

    /** Our own address as {@code client} sees it. */
    private InetAddress towards(InetAddress client) throws SocketException {
        if (!socket.getLocalAddress().isAnyLocalAddress()) {
            return socket.getLocalAddress();
        }
        try (DatagramSocket probe = new DatagramSocket()) {
            // Not by address and port, which throws what is unchecked: this machine's address may just have gone.
            probe.connect(new InetSocketAddress(client, port()));
            return probe.getLocalAddress();
        }
    }

    @Override
    public void close() {
        socket.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
