package channel.every.tuner.hdhomerun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.tuner.TunerException;
import channel.every.tuner.control.ControlFrame;
import channel.every.tuner.control.VariableReply;
import channel.every.tuner.control.VariableRequest;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A device whose network loses datagrams, or that is too old for RTP. */
class TargetReceptionTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final Duration STALL = Duration.ofMillis(1500);

    private final List<String> sets = new CopyOnWriteArrayList<>();
    private final ServerSocket server = new ServerSocket(0, 8, HERE);
    private int[] sequence = {};
    private boolean knowsRtp = true;
    private String lock = "8vsb";

    TargetReceptionTest() throws IOException {
        Thread.ofVirtual().start(this::serve);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                for (Optional<ControlFrame> frame = ControlFrame.read(client.getInputStream());
                        frame.isPresent();
                        frame = ControlFrame.read(client.getInputStream())) {
                    client.getOutputStream()
                            .write(answer(VariableRequest.read(frame.get()))
                                    .frame()
                                    .encode());
                }
            } catch (IOException e) {
                assertThat(e).isNotNull();
            }
        }
    }

    private VariableReply answer(VariableRequest request) throws IOException {
        String value = request.value();
        if (value == null) {
            return new VariableReply.Held(
                    request.name(),
                    "ch=auto:689000000 lock=" + lock + " ss=83(-10dBmV) snq=90(29dB) seq=100 bps=1 pps=0");
        }
        sets.add(request.name().replace("/tuner0/", "") + "=" + value.replaceFirst(":\\d+$", ":PORT")
                + (request.lockKey() == 0 ? "" : " with " + request.lockKey()));
        if (value.startsWith("rtp:") && !knowsRtp) {
            return new VariableReply.Refused("ERROR: unknown target");
        }
        if (value.contains("://")) {
            send(URI.create(value));
        }
        return new VariableReply.Held(request.name(), value);
    }

    private void send(URI target) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(HERE, 0))) {
            for (int number : sequence) {
                ByteBuffer datagram = ByteBuffer.allocate(12 + 7 * 188);
                datagram.putShort((short) 0x8021).putShort((short) number).putLong(0);
                datagram.put(NumberedPackets.from(number * 7L, 7));
                int from = target.getScheme().equals("rtp") ? 0 : 12;
                socket.send(
                        new DatagramPacket(datagram.array(), from, datagram.capacity() - from, HERE, target.getPort()));
            }
        }
    }

    private TargetReception reception() throws TunerException {
        return new TargetReception(
                new DeviceControl(HERE, server.getLocalPort()),
                HERE,
                0,
                "auto:689000000",
                3,
                4711,
                STALL,
                InstantSource.system());
    }

    private static void read(TargetReception reception, int datagrams) throws TunerException {
        byte[] packets = new byte[7 * 188];
        for (int i = 0; i < datagrams; i++) {
            assertThat(reception.read(packets, 0, packets.length)).isEqualTo(packets.length);
            assertThat(packets[0]).isEqualTo((byte) 0x47);
        }
    }

    @Test
    void what_the_network_lost_is_counted_over_the_wrap_of_the_sequence_too() throws Exception {
        sequence = new int[] {65533, 65534, 0, 1, 5};
        try (TargetReception reception = reception()) {
            read(reception, 5);
            assertThat(reception.lostPackets()).isEqualTo((1 + 3) * 7);
            assertThatThrownBy(() -> read(reception, 1)).hasMessageContaining("stalled: no datagram for 1500 ms");
        }
        assertThat(sets)
                .containsExactly(
                        "lockkey=4711",
                        "channel=auto:689000000 with 4711".replace(":689000000", ":PORT"),
                        "program=3 with 4711",
                        "target=rtp://127.0.0.1:PORT with 4711",
                        "target=none with 4711",
                        "lockkey=none with 4711");
    }

    @Test
    void a_device_too_old_for_rtp_sends_plain_datagrams() throws Exception {
        knowsRtp = false;
        sequence = new int[] {1, 2, 3};
        try (TargetReception reception = reception()) {
            read(reception, 3);
            assertThat(reception.lostPackets()).isZero();
        }
        assertThat(sets).contains("target=udp://127.0.0.1:PORT with 4711");
    }

    @Test
    void a_tuner_without_a_lock_is_given_back() {
        lock = "none";
        assertThatThrownBy(this::reception)
                .isInstanceOf(TunerException.class)
                .hasMessageContaining("tuner0 of 127.0.0.1 has no lock on auto:689000000");
        assertThat(sets).endsWith("target=none with 4711", "lockkey=none with 4711");
    }
}
