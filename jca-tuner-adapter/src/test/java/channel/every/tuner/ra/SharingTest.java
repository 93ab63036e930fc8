package channel.every.tuner.ra;

import static channel.every.tuner.hdhomerun.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.tuner.ChannelTune;
import channel.every.tuner.Claim;
import channel.every.tuner.Purpose;
import channel.every.tuner.TunerBusyException;
import channel.every.tuner.TunerConnection;
import channel.every.tuner.TunerConnectionFactory;
import channel.every.tuner.TunerLease;
import channel.every.tuner.TunerTakenException;
import channel.every.tuner.hdhomerun.NumberedPackets;
import channel.every.tuner.hdhomerun.TestMultiplex;
import channel.every.tuner.hdhomerun.VirtualDevice;
import jakarta.resource.ResourceException;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SharingTest {
    private static final int ENOUGH_PACKETS = 200;

    private final Container container = new Container();
    private final VirtualDevice device;
    private final VirtualDevice twin;
    private final TunerConnectionFactory tuners;

    SharingTest() throws IOException, ResourceException {
        device = new VirtualDevice(1, "5.1", "7.1", "7.2");
        twin = VirtualDevice.other("EC000017", 1, "8.1", "8.2");
        TestMultiplex air = new TestMultiplex(0x801);
        device.page("/auto/ch473000000", air.on(device));
        device.channel("7.1", air.on(device));
        twin.page("/auto/ch689000000", air.on(twin));
        twin.page("/auto/ch689", new TestMultiplex(0x802).on(twin));
        tuners = container.factory();
    }

    @BeforeEach
    void start() throws ResourceException {
        container.adapter.setStallSeconds(60);
        container.adapter.setBusySeconds(20);
        container.started();
    }

    @AfterEach
    void stopAndFindNothingLeft() {
        container.stop();
        eventually("the devices have their tuners back", () -> device.streaming() + twin.streaming() == 0);
        device.close();
        twin.close();
    }

    private ChannelTune on(String channel) {
        return new ChannelTune(device.base(), channel);
    }

    private ChannelTune onTwin(String channel) {
        return new ChannelTune(twin.base(), channel);
    }

    /** The PIDs of the next packets. */
    private static Set<Integer> pids(TunerConnection connection) throws IOException {
        Set<Integer> pids = new TreeSet<>();
        for (int i = 0; i < ENOUGH_PACKETS; i++) {
            byte[] packet = connection.transportStream().readNBytes(NumberedPackets.SIZE);
            assertThat(packet[0]).isEqualTo((byte) 0x47);
            pids.add((packet[1] & 0x1F) << 8 | packet[2] & 0xFF);
        }
        return pids;
    }

    @Test
    void two_programs_of_a_multiplex_cost_one_tuner_and_each_has_its_own_packets() throws Exception {
        try (TunerConnection one = tuners.connect(on("ch473000000-1"));
                TunerConnection two = tuners.connect(on("ch473000000-2"));
                TunerConnection all = tuners.connect(on("ch473000000"))) {
            assertThat(pids(one)).containsExactly(0, 0x31, 0x100);
            assertThat(pids(two)).containsExactly(0, 0x32, 0x200);
            assertThat(pids(all)).containsExactly(0, 0x31, 0x32, 0x100, 0x200);
            assertThat(device.streamsServed()).isOne();
            TunerLease lease = tuners.leases().getFirst();
            assertThat(lease.tune()).isEqualTo(on("ch473000000"));
            assertThat(lease.holders())
                    .extracting(TunerLease.Holder::channel)
                    .containsExactly("ch473000000-1", "ch473000000-2", "ch473000000");
        }
    }

    @Test
    void virtual_channels_that_the_lineup_places_on_one_multiplex_share_a_tuner_too() throws Exception {
        device.place("7.1", 473_000_000, 1);
        device.place("7.2", 473_000_000, 2);
        try (TunerConnection one = tuners.connect(on("7.1"));
                TunerConnection two = tuners.connect(on("7.2"))) {
            assertThat(pids(one)).containsExactly(0, 0x31, 0x100);
            assertThat(pids(two)).containsExactly(0, 0x32, 0x200);
            assertThat(device.streamsServed()).isOne();
            assertThat(tuners.leases()).hasSize(1);
        }
        assertThat(tuners.leases()).isEmpty();
    }

    @Test
    void a_proof_takes_the_tuner_of_a_recording_which_is_told_for_whom() throws Exception {
        try (TunerConnection recording = tuners.connect(on("ch473000000"), Claim.recording("evening news"));
                TunerConnection proof = tuners.connect(on("5.1"), Claim.proof("la-a"))) {
            assertThat(proof.transportStream().read()).isEqualTo(0x47);
            assertThatThrownBy(() -> recording.transportStream().readAllBytes())
                    .isInstanceOf(TunerTakenException.class)
                    .hasMessage("the tuner of ch473000000 of " + device.base()
                            + " was taken for la-a (proof) on channel 5.1");
            assertThat(tuners.leases()).hasSize(1);
        }
    }

    @Test
    void whose_purpose_comes_after_or_is_the_same_is_refused_and_told_who_holds_what() throws Exception {
        try (TunerConnection proof = tuners.connect(on("ch473000000-1"), Claim.proof("la-a"));
                TunerConnection viewer = tuners.connect(on("ch473000000-2"), Claim.browsing("kitchen"))) {
            assertThat(pids(viewer)).contains(0x200);
            assertThat(pids(proof)).contains(0x100);
            assertThatThrownBy(() -> tuners.connect(on("5.1"), Claim.recording("evening news")))
                    .isInstanceOfSatisfying(
                            TunerBusyException.class,
                            e -> assertThat(e.holders().getFirst().holders())
                                    .extracting(Object::toString)
                                    .containsExactly("la-a (proof)", "kitchen (browsing)"))
                    .hasMessageContaining("the one tuner of " + device.base())
                    .hasMessageContaining("ch473000000 by la-a (proof), kitchen (browsing)");
        }
    }

    @Test
    void a_device_that_someone_else_keeps_busy_is_asked_again_until_it_is_free() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        device.channel("5.1", exchange -> {
            if (asked.incrementAndGet() < 4) {
                VirtualDevice.status(503, Map.of("X-HDHomeRun-Error", "805 All Tuners In Use"))
                        .serve(exchange);
            } else {
                device.stream(exchange);
            }
        });
        try (TunerConnection connection = tuners.connect(on("5.1"))) {
            assertThat(connection.transportStream().read()).isEqualTo(0x47);
        }
        assertThat(asked).hasValue(4);
    }

    @Test
    void a_viewer_is_given_another_device_with_the_same_broadcast() throws Exception {
        learn(onTwin("ch689000000-1"));
        learn(onTwin("ch689-1"));
        learn(on("ch473000000-1"));
        try (TunerConnection proof = tuners.connect(on("5.1"), Claim.proof("la-a"));
                TunerConnection viewer = tuners.connect(on("ch473000000-1"), Claim.browsing("kitchen"))) {
            assertThat(pids(viewer)).containsExactly(0, 0x31, 0x100);
            assertThat(proof.transportStream().read()).isEqualTo(0x47);
            assertThat(tuners.leases())
                    .extracting(TunerLease::tune)
                    .containsExactlyInAnyOrder(on("5.1"), onTwin("ch689000000"));
        }
    }

    @Test
    void a_proof_is_never_given_another_device() throws Exception {
        learn(onTwin("ch689000000-1"));
        learn(on("ch473000000-1"));
        try (TunerConnection proof = tuners.connect(on("5.1"), Claim.proof("la-a"))) {
            assertThat(proof.transportStream().read()).isEqualTo(0x47);
            assertThatThrownBy(() -> tuners.connect(on("ch473000000-1"), Claim.proof("la-b")))
                    .isInstanceOf(TunerBusyException.class);
        }
        assertThatThrownBy(() -> new Claim("la-a", Purpose.PROOF, true))
                .hasMessageContaining("a proof receives from its own device alone");
    }

    @Test
    void when_the_other_device_is_busy_too_the_viewer_is_refused() throws Exception {
        learn(onTwin("ch689000000-1"));
        learn(on("ch473000000-1"));
        try (TunerConnection here = tuners.connect(on("5.1"), Claim.proof("la-a"));
                TunerConnection there = tuners.connect(onTwin("ch689"), Claim.proof("la-b"))) {
            assertThat(here.transportStream().read()).isEqualTo(0x47);
            assertThat(there.transportStream().read()).isEqualTo(0x47);
            assertThatThrownBy(() -> tuners.connect(on("ch473000000-1")))
                    .isInstanceOf(TunerBusyException.class)
                    .hasMessageContaining("by la-b (proof)");
        }
    }

    /** What a channel is is known once it was read. */
    private void learn(ChannelTune tune) throws IOException {
        try (TunerConnection connection = tuners.connect(tune)) {
            pids(connection);
        }
    }
}
