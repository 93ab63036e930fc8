package channel.every.tuner.hdhomerun;

import channel.every.tuner.control.ControlFrame;
import channel.every.tuner.control.DiscoverReply;
import channel.every.tuner.control.DiscoverRequest;
import channel.every.tuner.control.MalformedFrameException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.InterfaceAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds devices on UDP 65001: at given addresses, or on every interface by IPv4 broadcast and IPv6 multicast (libhdhomerun,
 * hdhomerun_discover.c). Frames with a wrong CRC and devices with a wrong number are passed over.
 */
public final class DeviceSearch {
    public static final int PORT = 65001;

    private static final List<String> GROUPS = List.of("ff02::176", "ff05::176");
    private static final int ATTEMPTS = 2;
    private static final Duration ATTEMPT = Duration.ofMillis(200);

    /** More than any network has; a flood of invented devices ends here. */
    private static final int MAX_DEVICES = 256;

    /** Answers that waited in a socket's buffer while others were heard; a flood of anything else ends here. */
    private static final int MAX_LATE_FRAMES = 512;

    private static final int MAX_FRAME_BYTES = 1460;
    private static final System.Logger LOG = System.getLogger(DeviceSearch.class.getName());

    /** A socket that asks, and whom. */
    private record Asker(DatagramSocket socket, List<InetSocketAddress> targets) {}

    private final InstantSource clock;
    private final int port;

    /** @param port {@value #PORT} for real devices */
    public DeviceSearch(InstantSource clock, int port) {
        this.clock = clock;
        this.port = port;
    }

    /** Who answers at these addresses, in order of answering. */
    public List<FoundDevice> at(List<InetAddress> addresses, DiscoverRequest request) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            List<InetSocketAddress> targets =
                    addresses.stream().map(a -> new InetSocketAddress(a, port)).toList();
            return ask(List.of(new Asker(socket, targets)), request);
        }
    }

    /** Who answers on the networks of this machine, to a broadcast first, in order of answering. */
    public List<FoundDevice> everywhere(DiscoverRequest request) throws IOException {
        return onNetworks(request, true);
    }

    /** Who answers to the IPv6 groups alone. */
    public List<FoundDevice> groups(DiscoverRequest request) throws IOException {
        return onNetworks(request, false);
    }

    private List<FoundDevice> onNetworks(DiscoverRequest request, boolean broadcasts) throws IOException {
        List<Asker> askers = new ArrayList<>();
        try {
            for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
                if (network.isUp() && !network.isLoopback()) {
                    open(network, broadcasts, askers);
                }
            }
            return ask(askers, request);
        } finally {
            askers.forEach(a -> a.socket().close());
        }
    }

    private void open(NetworkInterface network, boolean broadcasts, List<Asker> askers) throws SocketException {
        boolean groups = false;
        for (InterfaceAddress own : network.getInterfaceAddresses()) {
            InetAddress broadcast = own.getBroadcast();
            try {
                if (own.getAddress() instanceof Inet4Address) {
                    if (!broadcasts || broadcast == null) {
                        continue;
                    }
                    DatagramSocket socket = new DatagramSocket(new InetSocketAddress(own.getAddress(), 0));
                    socket.setBroadcast(true);
                    // Before the groups: a device that answers to both is known by its IPv4 address.
                    askers.addFirst(new Asker(socket, List.of(new InetSocketAddress(broadcast, port))));
                } else if (!groups
                        && network.supportsMulticast()
                        && own.getAddress().isLinkLocalAddress()) {
                    groups = true;
                    askers.add(new Asker(multicast(network), groups()));
                }
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "no search from " + own.getAddress() + ": " + e.getMessage());
            }
        }
    }

    private List<InetSocketAddress> groups() {
        return GROUPS.stream()
                .map(g -> new InetSocketAddress(InetAddress.ofLiteral(g), port))
                .toList();
    }

    private static MulticastSocket multicast(NetworkInterface network) throws IOException {
        MulticastSocket socket = new MulticastSocket();
        socket.setNetworkInterface(network);
        return socket;
    }

    private List<FoundDevice> ask(List<Asker> askers, DiscoverRequest request) throws IOException {
        byte[] bytes = request.frame().encode();
        Map<String, FoundDevice> found = new LinkedHashMap<>();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            for (Asker asker : askers) {
                send(asker, bytes);
            }
            Instant deadline = clock.instant().plus(ATTEMPT);
            for (Asker asker : askers) {
                // What came to a later socket waits in its buffer while an earlier one is heard.
                hear(asker.socket(), deadline, found);
            }
        }
        return List.copyOf(found.values());
    }

    private static void send(Asker asker, byte[] bytes) {
        for (InetSocketAddress target : asker.targets()) {
            try {
                asker.socket().send(new DatagramPacket(bytes, bytes.length, target));
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "no discovery to " + target + ": " + e.getMessage());
            }
        }
    }

    private void hear(DatagramSocket socket, Instant deadline, Map<String, FoundDevice> found) throws IOException {
        byte[] buffer = new byte[MAX_FRAME_BYTES];
        for (int late = 0; found.size() < MAX_DEVICES && late < MAX_LATE_FRAMES; ) {
            long left = Duration.between(clock.instant(), deadline).toMillis();
            if (left <= 0) {
                late++;
            }
            socket.setSoTimeout(Math.toIntExact(Math.max(1, left)));
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
            } catch (SocketTimeoutException e) {
                return;
            }
            FoundDevice device = read(packet);
            if (device != null) {
                found.putIfAbsent(device.id().toString(), device);
            }
        }
    }

    private static @Nullable FoundDevice read(DatagramPacket packet) {
        try {
            DiscoverReply reply =
                    DiscoverReply.read(ControlFrame.decode(Arrays.copyOf(packet.getData(), packet.getLength())));
            if (reply.deviceType() != DiscoverReply.TUNER) {
                return null;
            }
            InetAddress from = packet.getAddress();
            return new FoundDevice(reply.deviceId(), from, reply.tunerCount(), base(reply.baseUrl(), from));
        } catch (MalformedFrameException e) {
            LOG.log(Level.DEBUG, "from " + packet.getAddress() + ": " + e.getMessage());
            return null;
        }
    }

    /** Old devices tell no address; nobody may point us at a host other than itself, or at no host. */
    private static URI base(String told, InetAddress from) {
        String literal = from.getHostAddress();
        String host = literal.contains(":") ? '[' + literal + ']' : literal;
        try {
            URI uri = URI.create(told);
            if ("http".equals(uri.getScheme()) && uri.getPort() > 0) {
                return URI.create("http://" + host + ':' + uri.getPort());
            }
        } catch (IllegalArgumentException e) {
            LOG.log(Level.DEBUG, "from " + from + ": base URL \"" + Excerpt.of(told) + "\" is no URL");
        }
        return URI.create("http://" + host);
    }
}
