package channel.every.tuner.ra;

import static channel.every.tuner.hdhomerun.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.tuner.Claim;
import channel.every.tuner.SlowConsumerException;
import channel.every.tuner.TunerConnection;
import channel.every.tuner.TunerConnectionFactory;
import channel.every.tuner.TunerException;
import channel.every.tuner.hdhomerun.NumberedPackets;
import channel.every.tuner.hdhomerun.VirtualDevice;
import jakarta.resource.ResourceException;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A device that does everything wrong costs its own consumers their stream, and nobody a tuner, socket, thread or buffer. */
class FaultsTest extends Receiving {
    private static final int CYCLES = Integer.getInteger("tuner.cycles", 1000);
    private static final int CONSUMERS = 200;
    private static final int ENOUGH_PACKETS = 300;

    /** Some 2 Mbit/s: two hundred times that is what a small machine copies with ease. */
    private static final int SLOW_PACKETS = 14;

    private static final long SLOW_PACE_NANOS = 10_000_000;

    FaultsTest() throws IOException, ResourceException {
        super(new VirtualDevice(4, "5.1", "5.2"), adapter -> {
            adapter.setConsumerBufferKib(16 * 1024);
            adapter.setStallSeconds(1);
        });
    }

    /** The fault ends its own read, while another channel of the device loses nothing. */
    private void faultIsContained(VirtualDevice.Behaviour fault, String says) throws Exception {
        device.channel("9.9", fault);
        try (TunerConnection healthy = tuners.connect(tune("5.1"))) {
            readPackets(healthy, 1);
            assertThatThrownBy(() -> {
                        try (TunerConnection broken = tuners.connect(tune("9.9"))) {
                            broken.transportStream().readAllBytes();
                        }
                    })
                    .isInstanceOf(TunerException.class)
                    .hasMessageContaining(says);
            readPackets(healthy, ENOUGH_PACKETS);
            eventually("the broken tuner is free", () -> quietly(tuners) == 1);
        }
    }

    private static int quietly(TunerConnectionFactory tuners) {
        try {
            return tuners.leases().size();
        } catch (TunerException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_device_that_never_answers() throws Exception {
        faultIsContained(exchange -> untilOver(), "no answer in time");
    }

    @Test
    void a_device_that_sends_half_an_answer_and_falls_silent() throws Exception {
        faultIsContained(
                exchange -> {
                    OutputStream out = VirtualDevice.begin(exchange, "tuner1");
                    out.write(NumberedPackets.from(0, 100), 0, 100 * NumberedPackets.SIZE - 94);
                    out.flush();
                    untilOver();
                },
                "stalled: no byte for 1000 ms");
    }

    @Test
    void a_device_that_sends_garbage() throws Exception {
        faultIsContained(
                exchange -> {
                    OutputStream out = VirtualDevice.begin(exchange, "tuner1");
                    byte[] noise = new byte[64 * 1024];
                    new Random(7).nextBytes(noise);
                    out.write(noise);
                },
                "is not MPEG-TS: no row of packets");
    }

    @Test
    void a_device_that_closes_within_a_packet() throws Exception {
        faultIsContained(
                exchange -> {
                    OutputStream out = VirtualDevice.begin(exchange, "tuner1");
                    out.write(NumberedPackets.from(0, 50), 0, 50 * NumberedPackets.SIZE - 1);
                },
                "ended: the device closed the stream");
    }

    @Test
    void a_device_that_answers_too_late() throws Exception {
        CountDownLatch givenUp = new CountDownLatch(1);
        device.channel("9.9", exchange -> {
            until(givenUp);
            device.stream(exchange, 700);
        });
        try (TunerConnection healthy = tuners.connect(tune("5.1"))) {
            readPackets(healthy, 1);
            assertThatThrownBy(() -> tuners.connect(tune("9.9")))
                    .isInstanceOf(TunerException.class)
                    .hasMessageContaining("no answer in time");
            givenUp.countDown();
            readPackets(healthy, ENOUGH_PACKETS);
            eventually("what came too late holds no tuner", () -> device.streaming() == 1);
            assertThat(tuners.leases()).hasSize(1);
        }
    }

    @Test
    void a_device_that_sends_a_byte_now_and_then() throws Exception {
        faultIsContained(
                exchange -> {
                    OutputStream out = VirtualDevice.begin(exchange, "tuner1");
                    byte[] packets = NumberedPackets.from(0, 100);
                    for (byte each : packets) {
                        out.write(each);
                        out.flush();
                        LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
                    }
                },
                "is not MPEG-TS: no row of packets in ");
    }

    @Test
    void a_device_that_floods_fills_nobodys_memory_and_the_stuck_one_is_cut_off() throws Exception {
        device.channel(
                "9.9",
                exchange -> device.onATuner(exchange, out -> {
                    for (long sent = 0; ; sent += 700) {
                        out.write(NumberedPackets.from(sent, 700));
                    }
                }));
        try (TunerConnection stuck = tuners.connect(tune("9.9"))) {
            eventually("the stuck one is cut off", () -> quietly(tuners) == 0);
            assertThatThrownBy(() -> stuck.transportStream().read())
                    .isInstanceOf(SlowConsumerException.class)
                    .hasMessageContaining("more than 16777216 bytes behind");
        }
    }

    @Test
    void a_device_that_reboots_ends_the_streams_and_can_be_had_again() throws Exception {
        try (TunerConnection connection = tuners.connect(tune("5.1"))) {
            readPackets(connection, 1);
            device.unplug();
            assertThatThrownBy(() -> connection.transportStream().readAllBytes())
                    .isInstanceOf(TunerException.class);
        }
        device.plugIn();
        try (TunerConnection again = tuners.connect(tune("5.1"))) {
            readPackets(again, ENOUGH_PACKETS);
        }
    }

    @Test
    void two_hundred_consumers_of_a_channel_cost_one_tuner_and_a_stuck_one_costs_the_others_nothing() throws Exception {
        device.channel(
                "9.9",
                exchange -> device.onATuner(exchange, out -> {
                    for (long sent = 0; ; sent += SLOW_PACKETS) {
                        out.write(NumberedPackets.from(sent, SLOW_PACKETS));
                        out.flush();
                        LockSupport.parkNanos(SLOW_PACE_NANOS);
                    }
                }));
        List<TunerConnection> connections = new ArrayList<>();
        List<Thread> readers = new ArrayList<>();
        List<Throwable> broken = new CopyOnWriteArrayList<>();
        try (Container small = new Container()) {
            small.adapter.setConsumerBufferKib(1024);
            TunerConnectionFactory shared = small.started().factory();
            TunerConnection stuck = shared.connect(tune("9.9"), Claim.browsing("stuck"));
            for (int i = 1; i < CONSUMERS; i++) {
                TunerConnection connection = shared.connect(tune("9.9"), Claim.browsing("viewer-" + i));
                connections.add(connection);
                readers.add(Thread.ofVirtual().start(() -> {
                    try {
                        readPackets(connection, 1200 * 1024 / NumberedPackets.SIZE);
                    } catch (IOException | AssertionError e) {
                        broken.add(e);
                    }
                }));
            }
            for (Thread reader : readers) {
                reader.join();
            }
            assertThat(broken).isEmpty();
            assertThat(device.streamsServed()).isOne();
            assertThatThrownBy(() -> stuck.transportStream().readAllBytes()).isInstanceOf(SlowConsumerException.class);
            connections.forEach(TunerConnection::close);
            assertThat(shared.leases()).isEmpty();
        }
    }

    @Test
    void a_thousand_connections_one_after_the_other_leave_no_thread_descriptor_or_direct_buffer() throws Exception {
        for (int i = 0; i < 20; i++) {
            connectAndClose();
        }
        eventually("the first readers are gone", () -> container.running() == 0 && device.streaming() == 0);
        ProcessHoldings before = ProcessHoldings.now();
        for (int i = 0; i < CYCLES; i++) {
            connectAndClose();
        }
        eventually("no reader is left", () -> container.running() == 0);
        eventually("the device has its tuners back", () -> device.streaming() == 0);
        eventually("no more is open than before", () -> ProcessHoldings.now().notMoreThan(before));
        assertThat(tuners.leases()).isEmpty();
    }

    private void connectAndClose() throws IOException {
        try (TunerConnection connection = tuners.connect(tune("5.1"))) {
            assertThat(connection.transportStream().read()).isEqualTo(0x47);
        }
    }

    @Test
    void an_adapter_that_is_stopped_while_it_streams_leaves_nothing_and_a_new_one_receives() throws Exception {
        TunerConnection connection = tuners.connect(tune("5.1"));
        readPackets(connection, 1);
        container.stop();
        assertThatThrownBy(() -> connection.transportStream().readAllBytes()).isInstanceOf(TunerException.class);
        eventually("the device has its tuner back", () -> device.streaming() == 0);
        assertThat(container.running()).isZero();
        try (Container redeployed = new Container().started();
                TunerConnection again = redeployed.factory().connect(tune("5.1"))) {
            readPackets(again, ENOUGH_PACKETS);
        }
    }
}
