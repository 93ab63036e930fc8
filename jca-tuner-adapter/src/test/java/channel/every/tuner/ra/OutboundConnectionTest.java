package channel.every.tuner.ra;

import static channel.every.tuner.hdhomerun.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.tuner.ChannelTune;
import channel.every.tuner.SlowConsumerException;
import channel.every.tuner.TunerBusyException;
import channel.every.tuner.TunerConnection;
import channel.every.tuner.TunerException;
import channel.every.tuner.TunerLease;
import channel.every.tuner.UnknownChannelException;
import channel.every.tuner.hdhomerun.NumberedPackets;
import channel.every.tuner.hdhomerun.VirtualDevice;
import jakarta.resource.ResourceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class OutboundConnectionTest extends Receiving {
    private static final int ENOUGH_PACKETS = 500;
    private static final int CYCLES = 100;

    OutboundConnectionTest() throws IOException, ResourceException {
        super(new VirtualDevice(2, "5.1", "5.2", "5.3"), adapter -> {
            adapter.setConsumerBufferKib(1024);
            adapter.setStallSeconds(60);
        });
    }

    @Test
    void a_connection_reads_every_packet_in_order() throws Exception {
        try (TunerConnection connection = tuners.connect(tune("5.1"))) {
            readPackets(connection, ENOUGH_PACKETS);
            assertThat(connection.tune()).isEqualTo(tune("5.1"));
            assertThat(tuners.leases().getFirst().resource()).isEqualTo("tuner0");
            assertThat(tuners.leases().getFirst().holders())
                    .extracting(TunerLease.Holder::name)
                    .containsExactly("connection");
        }
        assertThat(tuners.leases()).isEmpty();
    }

    @Test
    void two_connections_of_one_channel_cost_one_read() throws Exception {
        try (TunerConnection one = tuners.connect(tune("5.1"));
                TunerConnection other = tuners.connect(tune("5.1"))) {
            readPackets(one, ENOUGH_PACKETS);
            readPackets(other, ENOUGH_PACKETS);
            assertThat(device.streamsServed()).isOne();
            assertThat(tuners.leases()).hasSize(1);
            one.close();
            readPackets(other, ENOUGH_PACKETS);
        }
    }

    @Test
    void a_third_channel_of_a_device_with_two_tuners_is_refused_with_the_names_of_the_holders() throws Exception {
        try (TunerConnection one = tuners.connect(tune("5.1"));
                TunerConnection other = tuners.connect(tune("5.2"))) {
            readPackets(one, 1);
            readPackets(other, 1);
            assertThatThrownBy(() -> tuners.connect(tune("5.3")))
                    .isInstanceOf(TunerBusyException.class)
                    .hasMessageContaining("all 2 tuners of " + device.base())
                    .hasMessageContaining("5.1 by connection (browsing); 5.2 by connection (browsing)");
            assertThat(device.streamsServed()).isEqualTo(2);
        }
    }

    @Test
    void a_tuner_taken_by_someone_else_is_busy_in_the_words_of_the_device() throws Exception {
        device.channel("5.1", VirtualDevice.status(503, Map.of("X-HDHomeRun-Error", "804 Tuner In Use")));
        assertThatThrownBy(() -> tuners.connect(tune("5.1")))
                .isInstanceOf(TunerBusyException.class)
                .hasMessageContaining("804 Tuner In Use");
        assertThat(tuners.leases()).isEmpty();
    }

    @Test
    void an_unknown_channel_is_refused_with_what_the_device_has() {
        assertThatThrownBy(() -> tuners.connect(tune("9.9")))
                .isInstanceOf(UnknownChannelException.class)
                .hasMessage("no channel 9.9 on " + device.base()
                        + " (HDHomeRun TEST, EC000008); it has 5.1 EVERY, 5.2 EVERY, 5.3 EVERY");
    }

    @Test
    void a_device_that_is_down_is_named() {
        device.unplug();
        assertThatThrownBy(() -> tuners.connect(tune("5.1")))
                .isInstanceOf(TunerException.class)
                .hasMessage("cannot read " + device.base() + "/discover.json: Connection refused");
    }

    @Test
    void a_text_instead_of_a_stream_is_refused_before_a_byte_of_it_is_read() {
        device.channel("5.1", VirtualDevice.text("Gegrüßet seist du, Leser. ".repeat(4000)));
        assertThatThrownBy(() -> tuners.connect(tune("5.1")))
                .isInstanceOf(TunerException.class)
                .hasMessageContaining("is not MPEG-TS: no row of packets in 32768 bytes, which begin \"Gegr");
    }

    @Test
    void closing_a_connection_ends_a_read_that_waits_in_another_thread() throws Exception {
        device.channel("5.1", exchange -> {
            var out = VirtualDevice.begin(exchange, "tuner0");
            out.write(NumberedPackets.from(0, 100));
            out.flush();
            untilOver();
        });
        TunerConnection connection = tuners.connect(tune("5.1"));
        AtomicReference<Thread> reader = new AtomicReference<>();
        CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> {
            reader.set(Thread.currentThread());
            try {
                readPackets(connection, Integer.MAX_VALUE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        eventually("the reader waits", () -> {
            Thread thread = reader.get();
            return thread != null && thread.getState() == Thread.State.WAITING;
        });
        connection.close();
        assertThatThrownBy(reading::join).hasRootCauseInstanceOf(TunerException.class);
    }

    @Test
    void a_connection_that_is_not_read_is_cut_off_and_told_while_another_gets_every_packet() throws Exception {
        try (TunerConnection stuck = tuners.connect(tune("5.1"));
                TunerConnection lively = tuners.connect(tune("5.1"))) {
            int more = 3 * 512 * 1024 / NumberedPackets.SIZE;
            readPackets(lively, more);
            assertThatThrownBy(() -> stuck.transportStream().read())
                    .isInstanceOf(SlowConsumerException.class)
                    .hasMessageContaining("more than 1048576 bytes behind");
            assertThat(tuners.leases().getFirst().holders())
                    .extracting(TunerLease.Holder::name)
                    .containsExactly("connection");
        }
    }

    @Test
    void a_lost_tuner_is_told_after_the_last_byte_it_gave() throws Exception {
        device.channel("5.1", exchange -> device.stream(exchange, 700));
        try (TunerConnection connection = tuners.connect(tune("5.1"))) {
            readPackets(connection, 700);
            assertThatThrownBy(() -> connection.transportStream().read())
                    .isInstanceOf(TunerException.class)
                    .hasMessageContaining("ended: the device closed the stream");
            assertThat(tuners.leases()).isEmpty();
        }
    }

    @Test
    void a_hundred_connections_one_after_the_other_leak_no_tuner_and_no_thread() throws Exception {
        for (int i = 0; i < CYCLES; i++) {
            try (TunerConnection connection = tuners.connect(tune(i % 2 == 0 ? "5.1" : "5.2"))) {
                readPackets(connection, 1);
            }
            assertThat(tuners.leases()).isEmpty();
        }
        eventually("no reader is left", () -> container.running() == 0);
        eventually("the device has its tuners back", () -> device.streaming() == 0);
        assertThat(device.streamsServed()).isEqualTo(CYCLES);
    }

    @Test
    void closing_twice_is_closing_once() throws Exception {
        TunerConnection connection = tuners.connect(tune("5.1"));
        connection.close();
        connection.close();
        assertThat(tuners.leases()).isEmpty();
    }

    @Test
    void a_stopped_adapter_gives_no_connection() {
        container.stop();
        assertThatThrownBy(() -> tuners.connect(tune("5.1")))
                .isInstanceOf(TunerException.class)
                .hasMessageContaining("the tuner adapter is stopped");
    }

    @Test
    void a_device_with_another_name_for_the_same_address_has_the_same_tuners() throws Exception {
        URI alias = URI.create("http://localhost:" + device.base().getPort());
        try (TunerConnection one = tuners.connect(tune("5.1"));
                TunerConnection other = tuners.connect(tune("5.2"))) {
            readPackets(one, 1);
            readPackets(other, 1);
            assertThatThrownBy(() -> tuners.connect(new ChannelTune(alias, "5.3")))
                    .isInstanceOf(TunerBusyException.class)
                    .hasMessageContaining("are held");
        }
    }
}
