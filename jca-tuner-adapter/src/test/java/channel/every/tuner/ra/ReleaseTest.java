package channel.every.tuner.ra;

import static channel.every.tuner.hdhomerun.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.tuner.ChannelTune;
import channel.every.tuner.Claim;
import channel.every.tuner.TunerConnection;
import channel.every.tuner.TunerConnectionFactory;
import channel.every.tuner.TunerException;
import channel.every.tuner.TunerTakenException;
import channel.every.tuner.hdhomerun.ScriptedControl;
import channel.every.tuner.hdhomerun.VirtualDevice;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ManagedConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A tuner is given back with its last consumer, whatever that died of. The adapter's clock stands still, its stall time is an hour and
 * the device says nothing more: no time-out can do it, and the tests wait for the device's own knowledge that it has its tuner back.
 */
@Timeout(60)
class ReleaseTest {
    private static final int STALL_SECONDS = 3600;

    private final Container container = new Container();
    private final HangUpDevice device = new HangUpDevice();
    private final TunerConnectionFactory tuners;

    ReleaseTest() throws IOException, ResourceException {
        tuners = container.factory();
    }

    @BeforeEach
    void start() throws ResourceException {
        container.adapter.clock(() -> Instant.EPOCH);
        container.adapter.setStallSeconds(STALL_SECONDS);
        container.started();
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        device.awaitHangUp();
        assertThat(container.adapter.ledger().leases()).isEmpty();
        eventually("no thread is left", () -> container.running() == 0);
        container.stop();
        device.close();
    }

    private ChannelTune tune() {
        return new ChannelTune(device.base(), "5.1");
    }

    private TunerConnection connected() throws IOException {
        TunerConnection connection = tuners.connect(tune());
        assertThat(connection.transportStream().read()).isEqualTo(0x47);
        return connection;
    }

    private Endpoints fed() throws Exception {
        Endpoints endpoints = new Endpoints();
        container.adapter.endpointActivation(endpoints, new TransportStreamActivation());
        tuners.startFeed("antenna-a", tune());
        eventually("the feed delivers", () -> endpoints.packets("antenna-a") > 0);
        return endpoints;
    }

    @Test
    void a_connection_that_is_closed() throws Exception {
        connected().close();
    }

    @Test
    void a_stream_that_is_closed_without_its_connection() throws Exception {
        connected().transportStream().close();
    }

    @Test
    void the_last_of_several_connections() throws Exception {
        TunerConnection first = connected();
        TunerConnection last = tuners.connect(tune());
        first.close();
        assertThat(tuners.leases()).hasSize(1);
        last.close();
    }

    @Test
    void an_application_that_fails_within_its_use() throws Exception {
        assertThatThrownBy(() -> {
                    try (TunerConnection connection = connected()) {
                        throw new StackOverflowError("while it used " + connection.tune());
                    }
                })
                .isInstanceOf(StackOverflowError.class);
    }

    @Test
    void an_application_that_is_interrupted_while_it_waits_for_its_tuner() throws Exception {
        container.release();
        connected().close();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> tuners.connect(tune())).hasMessageContaining("interrupted while tuning");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void a_connection_that_the_pool_cleans_up() throws Exception {
        ManagedConnection place = place();
        place.cleanup();
    }

    @Test
    void a_connection_that_the_pool_destroys() throws Exception {
        ManagedConnection place = place();
        place.destroy();
    }

    private ManagedConnection place() throws Exception {
        TuneRequest request = new TuneRequest(tune(), Claim.browsing("connection"));
        TunerManagedConnection place =
                (TunerManagedConnection) container.managedFactory().createManagedConnection(null, request);
        assertThat(place.getConnection(null, request).transportStream().read()).isEqualTo(0x47);
        return place;
    }

    @Test
    void a_feed_that_is_stopped() throws Exception {
        fed();
        tuners.stopFeed("antenna-a");
    }

    @Test
    void an_endpoint_that_is_deactivated() throws Exception {
        Endpoints endpoints = new Endpoints();
        TransportStreamActivation activation = new TransportStreamActivation();
        container.adapter.endpointActivation(endpoints, activation);
        tuners.startFeed("antenna-a", tune());
        eventually("the feed delivers", () -> endpoints.packets("antenna-a") > 0);
        container.adapter.endpointDeactivation(endpoints, activation);
    }

    @Test
    void an_endpoint_that_dies_of_an_error() throws Exception {
        Endpoints endpoints = new Endpoints();
        endpoints.dies = true;
        container.adapter.endpointActivation(endpoints, new TransportStreamActivation());
        tuners.startFeed("antenna-a", tune());
    }

    @Test
    void a_feed_whose_thread_the_server_takes_back() throws Exception {
        fed();
        container.release();
    }

    @Test
    void a_feed_whose_thread_is_interrupted() throws Exception {
        fed();
        container.interrupt();
    }

    @Test
    void an_adapter_that_is_stopped() throws Exception {
        TunerConnection connection = connected();
        container.adapter.stop();
        assertThatThrownBy(() -> connection.transportStream().readAllBytes()).isInstanceOf(TunerException.class);
    }

    @Test
    void a_viewer_whose_tuner_a_proof_takes() throws Exception {
        TunerConnection viewer = connected();
        try (TunerConnection proof = tuners.connect(new ChannelTune(device.base(), "5.2"), Claim.proof("antenna-a"))) {
            device.awaitHangUp();
            assertThat(proof.transportStream().read()).isEqualTo(0x47);
            assertThatThrownBy(() -> viewer.transportStream().readAllBytes()).isInstanceOf(TunerTakenException.class);
        }
    }

    /** Nobody closes for it: what it leaves unread is what it is found out by. */
    @Test
    void a_consumer_whose_thread_died_without_a_word() throws Exception {
        container.adapter.setConsumerBufferKib(64);
        try (VirtualDevice live = new VirtualDevice(1, "5.1")) {
            CompletableFuture<Throwable> death = new CompletableFuture<>();
            Thread consumer = Thread.ofPlatform().unstarted(() -> {
                try {
                    TunerConnection connection = tuners.connect(new ChannelTune(live.base(), "5.1"));
                    assertThat(connection.transportStream().read()).isEqualTo(0x47);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                throw new StackOverflowError("amid its use");
            });
            consumer.setUncaughtExceptionHandler((thread, e) -> death.complete(e));
            consumer.start();
            assertThat(death.join()).isInstanceOf(StackOverflowError.class);
            eventually("the device has its tuner back", () -> live.streaming() == 0);
            assertThat(tuners.leases()).isEmpty();
        }
        connected().close();
    }

    /** Over RTP a tuner is given back by an answer of the device, for which nobody but its own reader waits. */
    @Test
    void a_device_that_does_not_answer_holds_up_nobody_who_leaves_or_comes() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answers = new CountDownLatch(1);
        try (ScriptedControl control = new ScriptedControl();
                VirtualDevice slow = new VirtualDevice(1)) {
            control.sendsWithoutEnd();
            control.hook(request -> {
                if ("none".equals(request.value())) {
                    asked.countDown();
                    try {
                        answers.await();
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                }
            });
            URI address = URI.create(slow.base() + "?transport=rtp&control=" + control.port());
            TunerConnection connection = tuners.connect(new ChannelTune(address, "ch689000000"));
            assertThat(connection.transportStream().read()).isEqualTo(0x47);
            connection.close();
            asked.await();
            assertThat(tuners.leases()).isEmpty();
            connected().close();
            answers.countDown();
            eventually("the device is told", () -> control.sets.getLast().startsWith("lockkey=none with "));
        }
    }

    @Test
    void a_consumer_that_leaves_before_its_tuner_has_answered() throws Exception {
        CompletableFuture<Void> leaving = new CompletableFuture<>();
        ReadConsumer consumer = container.adapter.ledger().join(tune(), Claim.browsing("hasty"));
        Thread.ofVirtual().start(() -> {
            consumer.close();
            leaving.complete(null);
        });
        leaving.join();
        assertThat(tuners.leases()).isEmpty();
        connected().close();
    }
}
