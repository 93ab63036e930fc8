package channel.every.tuner.hdhomerun;

import channel.every.tuner.control.ControlFrame;
import channel.every.tuner.control.VariableReply;
import channel.every.tuner.control.VariableRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** The control port of a device on loopback that sends RTP or plain datagrams to its targets, or does what a test wants instead. */
public final class ScriptedControl implements AutoCloseable {
    static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final Duration PACE = Duration.ofMillis(5);

    /** Called before each answer, in the thread of the connection. */
    public interface Hook {
        void before(VariableRequest request) throws IOException;
    }

    private final ServerSocket server = new ServerSocket(0, 8, HERE);
    private final Map<String, String> variables = new ConcurrentHashMap<>();
    private volatile Hook hook = request -> {};
    private volatile int[] sequence = {};
    private volatile boolean withoutEnd;
    private volatile boolean knowsRtp = true;
    private volatile String lock = "8vsb";

    /** What was set so far, as in {@code program=3 with 4711}: with the key that was told, and without a target's port. */
    public final List<String> sets = new CopyOnWriteArrayList<>();

    public ScriptedControl() throws IOException {
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    public void hook(Hook wanted) {
        hook = wanted;
    }

    /** It sends datagrams with these numbers, then nothing. */
    void sends(int... numbers) {
        sequence = numbers;
    }

    /** It sends datagrams until the target is set to something else. */
    public void sendsWithoutEnd() {
        withoutEnd = true;
    }

    void knowsNoRtp() {
        knowsRtp = false;
    }

    void hasLock(String modulation) {
        lock = modulation;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            for (Optional<ControlFrame> frame = ControlFrame.read(client.getInputStream());
                    frame.isPresent();
                    frame = ControlFrame.read(client.getInputStream())) {
                client.getOutputStream()
                        .write(answer(VariableRequest.read(frame.get())).frame().encode());
            }
        } catch (IOException e) {
            System.out.println("a client of the scripted control port went: " + e.getMessage());
        }
    }

    private VariableReply answer(VariableRequest request) throws IOException {
        hook.before(request);
        String value = request.value();
        if (value == null) {
            return new VariableReply.Held(
                    request.name(),
                    request.name().endsWith("/status")
                            ? "ch=auto:689000000 lock=" + lock + " ss=83(-10dBmV) snq=90(29dB) seq=100 bps=1 pps=0"
                            : variables.getOrDefault(request.name(), "none"));
        }
        sets.add(request.name().replace("/tuner0/", "") + "=" + value.replaceFirst("(://.*):\\d+$", "$1:PORT")
                + (request.lockKey() == 0 ? "" : " with " + request.lockKey()));
        if (value.startsWith("rtp:") && !knowsRtp) {
            return new VariableReply.Refused("ERROR: unknown target");
        }
        variables.put(request.name(), value);
        if (value.contains("://")) {
            Thread.ofVirtual().start(() -> send(request.name(), URI.create(value)));
        }
        return new VariableReply.Held(request.name(), value);
    }

    private void send(String variable, URI target) {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(HERE, 0))) {
            for (int number : sequence) {
                send(socket, target, number);
            }
            for (int number = 0; withoutEnd && target.toString().equals(variables.get(variable)); number++) {
                send(socket, target, number & 0xFFFF);
                LockSupport.parkNanos(PACE.toNanos());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void send(DatagramSocket socket, URI target, int number) throws IOException {
        ByteBuffer datagram = ByteBuffer.allocate(12 + 7 * 188);
        datagram.putShort((short) 0x8021).putShort((short) number).putLong(0);
        datagram.put(NumberedPackets.from(number * 7L, 7));
        int from = target.getScheme().equals("rtp") ? 0 : 12;
        socket.send(new DatagramPacket(datagram.array(), from, datagram.capacity() - from, HERE, target.getPort()));
    }

    @Override
    public void close() throws IOException {
        withoutEnd = false;
        server.close();
    }
}
