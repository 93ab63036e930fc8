package channel.every.tuner.ra;

import static channel.every.tuner.hdhomerun.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.tuner.ChannelTune;
import channel.every.tuner.Claim;
import channel.every.tuner.TunerConnection;
import channel.every.tuner.TunerException;
import channel.every.tuner.TunerLease;
import channel.every.tuner.hdhomerun.NumberedPackets;
import channel.every.tuner.hdhomerun.TestDiscovery;
import channel.every.tuner.hdhomerun.VirtualDevice;
import jakarta.resource.ResourceException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Devices that go, and come back where they were or elsewhere. */
class ReturningDeviceTest extends Receiving {
    private static final int ENOUGH_PACKETS = 300;

    ReturningDeviceTest() throws IOException, ResourceException {
        super(new VirtualDevice(4, "5.1", "5.2"), adapter -> {});
    }

    @Test
    void a_device_that_reboots_under_a_recording_and_a_feed_is_had_again_by_the_feed_alone() throws Exception {
        Endpoints endpoints = new Endpoints();
        container.adapter.endpointActivation(endpoints, new TransportStreamActivation());
        tuners.startFeed("antenna-a", tune("5.1"));
        try (TunerConnection recording = tuners.connect(tune("5.1"), Claim.recording("evening news"))) {
            readPackets(recording, 1);
            eventually("the feed delivers", () -> endpoints.packets("antenna-a") > ENOUGH_PACKETS);
            device.unplug();
            assertThatThrownBy(() -> recording.transportStream().readAllBytes()).isInstanceOf(TunerException.class);
            device.plugIn();
            long before = endpoints.packets("antenna-a");
            eventually("it delivers again", () -> endpoints.packets("antenna-a") > before + ENOUGH_PACKETS);
            assertThat(tuners.leases().getFirst().holders())
                    .extracting(TunerLease.Holder::name)
                    .containsExactly("antenna-a");
            assertThat(endpoints.broken).isEmpty();
        }
    }

    /** Its address falls silent, as a cable that is pulled; then somebody else has that address, and the device another. */
    @Test
    void a_device_that_changes_its_address_in_mid_feed_is_found_again_by_its_number() throws Exception {
        InetAddress here = InetAddress.ofLiteral("127.11.7.1");
        InetAddress there = InetAddress.ofLiteral("127.11.7.2");
        Endpoints endpoints = new Endpoints();
        container.adapter.endpointActivation(endpoints, new TransportStreamActivation());
        CountDownLatch moves = new CountDownLatch(1);
        try (VirtualDevice before = VirtualDevice.at(here, "EC000017", 2);
                VirtualDevice after = VirtualDevice.at(there, "EC000017", 2, "5.1");
                VirtualDevice stranger = VirtualDevice.at(here, "EC00002D", 2, "5.1")) {
            before.channel(
                    "5.1",
                    exchange -> before.onATuner(exchange, out -> {
                        for (long sent = 0; moves.getCount() > 0; sent += 10) {
                            out.write(NumberedPackets.from(sent, 10));
                            out.flush();
                            LockSupport.parkNanos(1_000_000);
                        }
                        untilOver();
                    }));
            int port;
            try (TestDiscovery old = TestDiscovery.of("EC000017", before.base(), 0)) {
                port = old.port();
                tuners.startFeed(
                        "antenna-a",
                        new ChannelTune(
                                URI.create("hdhomerun://EC000017?at=127.11.7.1,127.11.7.2&control=" + port), "5.1"));
                eventually("the feed delivers", () -> endpoints.packets("antenna-a") > ENOUGH_PACKETS);
            }
            try (TestDiscovery other = TestDiscovery.of("EC00002D", stranger.base(), port);
                    TestDiscovery now = TestDiscovery.of("EC000017", after.base(), port)) {
                assertThat(other.port()).isEqualTo(now.port());
                moves.countDown();
                eventually("its silence is noticed", () -> endpoints.lostFor("stalled: no byte for 1000 ms"));
                long already = endpoints.packets("antenna-a");
                eventually("it delivers again", () -> endpoints.packets("antenna-a") > already + ENOUGH_PACKETS);
                assertThat(stranger.streamsServed()).isZero();
                assertThat(after.streamsServed()).isOne();
                assertThat(endpoints.broken).isEmpty();
                tuners.stopFeed("antenna-a");
            }
            over.countDown();
        }
    }
}
