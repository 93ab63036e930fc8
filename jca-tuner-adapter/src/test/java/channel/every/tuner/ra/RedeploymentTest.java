package channel.every.tuner.ra;

import static channel.every.tuner.hdhomerun.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import channel.every.tuner.ChannelTune;
import channel.every.tuner.Claim;
import channel.every.tuner.TunerConnection;
import channel.every.tuner.TunerConnectionFactory;
import channel.every.tuner.TunerException;
import channel.every.tuner.hdhomerun.NumberedPackets;
import channel.every.tuner.hdhomerun.PacketCheck;
import channel.every.tuner.hdhomerun.VirtualDevice;
import jakarta.resource.ResourceException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Applications and whole adapters that come and go, again and again, while somebody else receives every packet. */
class RedeploymentTest {
    private static final int TIMES = 50;

    private final Container container = new Container();
    private final VirtualDevice device;
    private final TunerConnectionFactory tuners;
    private final PacketCheck received = new PacketCheck();
    private final CompletableFuture<Void> receiving = new CompletableFuture<>();
    private TunerConnection other;

    RedeploymentTest() throws IOException, ResourceException {
        device = new VirtualDevice(3, "5.1", "5.2");
        tuners = container.started().factory();
    }

    /** Who is not redeployed. */
    @BeforeEach
    void somebodyReceives() throws IOException {
        other = tuners.connect(tune("5.1"), Claim.recording("evening news"));
        Thread.ofPlatform().start(() -> {
            byte[] buffer = new byte[64 * NumberedPackets.SIZE];
            try {
                while (true) {
                    received.feed(buffer, other.transportStream().read(buffer));
                }
            } catch (IOException e) {
                receiving.complete(null);
            } catch (AssertionError e) {
                receiving.completeExceptionally(e);
            }
        });
    }

    @AfterEach
    void nobodyHasLostAPacket() throws Exception {
        assertThat(receiving).isNotDone();
        long packets = received.packets();
        eventually("packets still come", () -> received.packets() > packets);
        other.close();
        receiving.get();
        container.stop();
        eventually("the device has its tuners back", () -> device.streaming() == 0);
        device.close();
    }

    private ChannelTune tune(String channel) {
        return new ChannelTune(device.base(), channel);
    }

    /** One feed shares the other's tuner, one has a tuner of its own. */
    private Endpoints deploy(Container into, TransportStreamActivation activation) throws Exception {
        Endpoints endpoints = new Endpoints();
        into.adapter.endpointActivation(endpoints, activation);
        into.factory().startFeed("shares", tune("5.1"));
        into.factory().startFeed("own", tune("5.2"));
        eventually("both feeds deliver", () -> endpoints.packets("shares") > 0 && endpoints.packets("own") > 0);
        return endpoints;
    }

    private void redeployApplication() throws Exception {
        TransportStreamActivation activation = new TransportStreamActivation();
        Endpoints endpoints = deploy(container, activation);
        container.adapter.endpointDeactivation(endpoints, activation);
        assertThat(endpoints.open).hasValue(0);
        assertThat(endpoints.broken).isEmpty();
        assertThat(leases()).isOne();
        eventually("only the other's reader runs", () -> container.running() == 1);
        eventually("only the other's tuner streams", () -> device.streaming() == 1);
    }

    private void redeployAdapter() throws Exception {
        try (Container redeployed = new Container()) {
            deploy(redeployed.started(), new TransportStreamActivation());
        }
        eventually("only the other's tuner streams", () -> device.streaming() == 1);
    }

    private long leases() throws TunerException {
        return tuners.leases().size();
    }

    @Test
    void an_application_leaves_no_tuner_thread_socket_or_direct_buffer() throws Exception {
        redeployApplication();
        ProcessHoldings before = ProcessHoldings.now();
        for (int i = 0; i < TIMES; i++) {
            redeployApplication();
        }
        eventually("no more is open than before", () -> ProcessHoldings.now().notMoreThan(before));
    }

    @Test
    void an_adapter_leaves_no_tuner_thread_socket_or_direct_buffer() throws Exception {
        redeployAdapter();
        ProcessHoldings before = ProcessHoldings.now();
        for (int i = 0; i < TIMES; i++) {
            redeployAdapter();
        }
        eventually("no more is open than before", () -> ProcessHoldings.now().notMoreThan(before));
    }
}
