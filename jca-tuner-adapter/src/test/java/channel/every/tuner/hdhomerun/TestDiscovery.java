package channel.every.tuner.hdhomerun;

import channel.every.tuner.control.ControlFrame;
import channel.every.tuner.control.DeviceId;
import channel.every.tuner.control.DiscoverReply;
import channel.every.tuner.control.DiscoverRequest;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;

/** Answers discoveries at an address: what a device says, and whatever else a test wants to come back. */
public final class TestDiscovery implements AutoCloseable {
    private final DatagramSocket socket;
    private final List<byte[]> answers;
    private final Thread serving;

    private TestDiscovery(InetAddress address, int port, List<byte[]> answers) throws IOException {
        this.socket = new DatagramSocket(new InetSocketAddress(address, port));
        this.answers = answers;
        this.serving = Thread.ofPlatform().daemon().start(this::serve);
    }

    /** A device with that number, whose pages are at {@code base}. @param port 0 for any */
    public static TestDiscovery of(String deviceId, URI base, int port) throws IOException {
        return new TestDiscovery(InetAddress.getByName(base.getHost()), port, List.of(reply(deviceId, base)));
    }

    /** Each question has all these answers, in their order. */
    static TestDiscovery answering(InetAddress address, byte[]... answers) throws IOException {
        return new TestDiscovery(address, 0, List.of(answers));
    }

    static byte[] reply(String deviceId, URI base) {
        return new DiscoverReply(
                        DiscoverReply.TUNER, DeviceId.parse(deviceId), 2, base.toString(), base + "/lineup.json")
                .frame()
                .encode();
    }

    public int port() {
        return socket.getLocalPort();
    }

    private void serve() {
        while (!socket.isClosed()) {
            DatagramPacket asked = new DatagramPacket(new byte[1500], 1500);
            try {
                socket.receive(asked);
                DiscoverRequest.read(ControlFrame.decode(Arrays.copyOf(asked.getData(), asked.getLength())));
                for (byte[] answer : answers) {
                    socket.send(new DatagramPacket(answer, answer.length, asked.getSocketAddress()));
                }
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new AssertionError("a discovery that is none", e);
                }
            }
        }
    }

    /** The port is free after it: who waits for a datagram holds it until he has noticed. */
    @Override
    public void close() {
        socket.close();
        try {
            serving.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
