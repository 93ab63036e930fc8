package channel.every.tuner.hdhomerun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.tuner.TunerException;
import channel.every.tuner.control.ControlFrame;
import channel.every.tuner.control.DiscoverRequest;
import channel.every.tuner.control.VariableReply;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Control ports that answer late, half, with garbage, or not at all. */
class DeviceControlTest {
    private static final Duration PATIENCE = Duration.ofMillis(400);
    private static final byte[] REPLY = new VariableReply.Held("/tuner0/status", "ch=none lock=none")
            .frame()
            .encode();

    /** What the device does once it has read a request. */
    private interface Behaviour {
        void answer(OutputStream out) throws IOException, InterruptedException;
    }

    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicInteger connections = new AtomicInteger();
    private final ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());

    DeviceControlTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        over.countDown();
        server.close();
    }

    private DeviceControl device(Behaviour behaviour) {
        Thread.ofVirtual().start(() -> accept(behaviour));
        return new DeviceControl(
                InetAddress.getLoopbackAddress(), server.getLocalPort(), InstantSource.system(), PATIENCE);
    }

    private void accept(Behaviour behaviour) {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(client, behaviour));
            } catch (IOException e) {
                assertThat(server.isClosed()).isTrue();
            }
        }
    }

    private static void serve(Socket client, Behaviour behaviour) {
        try (client) {
            if (ControlFrame.read(client.getInputStream()).isPresent()) {
                behaviour.answer(client.getOutputStream());
            }
        } catch (IOException | InterruptedException e) {
            System.out.println("the client went: " + e.getMessage());
        }
    }

    /** It is asked twice, each time over a new connection, as the vendor's library does. */
    private void isRefused(Behaviour behaviour, String says) throws IOException {
        try (DeviceControl control = device(behaviour)) {
            assertThatThrownBy(() -> control.get("/tuner0/status"))
                    .isInstanceOf(TunerException.class)
                    .hasMessageContaining("127.0.0.1")
                    .hasMessageContaining("/tuner0/status: ")
                    .hasMessageContaining(says);
        }
        assertThat(connections).hasValue(2);
    }

    @Test
    void one_that_never_answers_is_given_up() throws Exception {
        isRefused(out -> over.await(), "no whole answer in time");
    }

    @Test
    void one_that_sends_half_an_answer_and_falls_silent_is_given_up() throws Exception {
        isRefused(
                out -> {
                    out.write(REPLY, 0, REPLY.length / 2);
                    over.await();
                },
                "no whole answer in time");
    }

    @Test
    void one_that_sends_a_byte_now_and_then_is_given_up() throws Exception {
        isRefused(
                out -> {
                    for (byte each : REPLY) {
                        out.write(each);
                        out.flush();
                        LockSupport.parkNanos(PATIENCE.toNanos() / 8);
                    }
                },
                "no whole answer in time");
    }

    @Test
    void one_that_closes_within_an_answer_is_named() throws Exception {
        isRefused(out -> out.write(REPLY, 0, REPLY.length - 1), "closed the connection 1 bytes before the end");
    }

    @Test
    void one_that_closes_instead_of_an_answer_is_named() throws Exception {
        isRefused(out -> {}, "closed the connection instead of an answer");
    }

    @Test
    void garbage_is_refused_by_what_is_wrong_with_it() throws Exception {
        byte[] garbage = new byte[4096];
        new Random(7).nextBytes(garbage);
        isRefused(out -> out.write(garbage), "payload length");
    }

    @Test
    void a_damaged_answer_is_refused_by_its_checksum() throws Exception {
        byte[] damaged = Arrays.copyOf(REPLY, REPLY.length);
        damaged[10] ^= 1;
        isRefused(out -> out.write(damaged), "CRC");
    }

    @Test
    void an_answer_to_another_question_is_refused() throws Exception {
        isRefused(out -> out.write(DiscoverRequest.toAll().frame().encode()), "answered a request with a");
    }

    @Test
    void a_connection_that_the_device_closed_meanwhile_is_made_anew() throws Exception {
        try (DeviceControl control = device(out -> out.write(REPLY))) {
            assertThat(control.get("/tuner0/status")).startsWith("ch=none");
            assertThat(control.get("/tuner0/status")).startsWith("ch=none");
        }
        assertThat(connections).hasValue(2);
    }
}
