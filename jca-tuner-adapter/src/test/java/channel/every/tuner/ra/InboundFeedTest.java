package channel.every.tuner.ra;

import static channel.every.tuner.hdhomerun.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.tuner.ChannelTune;
import channel.every.tuner.FeedEvent;
import channel.every.tuner.TunerConnectionFactory;
import channel.every.tuner.TunerLease;
import channel.every.tuner.hdhomerun.NumberedPackets;
import channel.every.tuner.hdhomerun.VirtualDevice;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.InvalidPropertyException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InboundFeedTest {
    private static final int ENOUGH_PACKETS = 500;

    private final TransportStreamActivation subscription = new TransportStreamActivation();
    private final Endpoints endpoints = new Endpoints();
    private final Container container = new Container();
    private final CountDownLatch over = new CountDownLatch(1);
    private final VirtualDevice device;
    private final TunerConnectionFactory tuners;

    InboundFeedTest() throws IOException, ResourceException {
        device = new VirtualDevice(2, "5.1", "5.2", "5.3");
        tuners = container.factory();
    }

    @BeforeEach
    void start() throws ResourceException {
        container.adapter.setConsumerBufferKib(1024);
        container.started();
    }

    @AfterEach
    void stopAndFindNothingLeft() {
        over.countDown();
        container.stop();
        assertThat(endpoints.broken).isEmpty();
        assertThat(endpoints.open).hasValue(0);
        eventually("the device has its tuners back", () -> device.streaming() == 0);
        device.close();
    }

    private ChannelTune tune(String channel) {
        return new ChannelTune(device.base(), channel);
    }

    private void activate() throws ResourceException {
        container.adapter.endpointActivation(endpoints, subscription);
    }

    private void awaitPackets(String feed) {
        long already = endpoints.packets(feed);
        eventually(feed + " delivers", () -> endpoints.packets(feed) >= already + ENOUGH_PACKETS);
    }

    @Test
    void a_started_feed_delivers_every_packet_in_order_and_names_its_tuner() throws Exception {
        activate();
        tuners.startFeed("antenna-a", tune("5.1"));
        awaitPackets("antenna-a");
        assertThat(endpoints.events.getFirst())
                .isInstanceOfSatisfying(
                        FeedEvent.Opened.class, e -> assertThat(e.resource()).isEqualTo("tuner0"));
        TunerLease lease = tuners.leases().getFirst();
        assertThat(lease.tune()).isEqualTo(tune("5.1"));
        assertThat(lease.holders()).extracting(TunerLease.Holder::name).containsExactly("antenna-a");
        assertThat(lease.bytes()).isGreaterThanOrEqualTo(ENOUGH_PACKETS * NumberedPackets.SIZE);
        assertThat(lease.malformedBytes()).isZero();
    }

    @Test
    void a_feed_started_before_its_endpoint_waits_for_it_without_a_tuner() throws Exception {
        tuners.startFeed("antenna-a", tune("5.1"));
        assertThat(tuners.leases()).isEmpty();
        assertThat(container.running()).isZero();
        activate();
        awaitPackets("antenna-a");
    }

    @Test
    void an_application_that_is_not_ready_holds_no_tuner_and_is_asked_again() throws Exception {
        endpoints.ready = false;
        activate();
        tuners.startFeed("antenna-a", tune("5.1"));
        assertThat(device.streamsServed()).isZero();
        endpoints.ready = true;
        awaitPackets("antenna-a");
    }

    @Test
    void an_activation_that_names_a_channel_opens_it_by_itself() throws Exception {
        TransportStreamActivation own = new TransportStreamActivation();
        own.setFeed("antenna-a");
        own.setDevice(device.base().toString());
        own.setChannel("5.1");
        container.adapter.endpointActivation(endpoints, own);
        awaitPackets("antenna-a");
        container.adapter.endpointDeactivation(endpoints, own);
        assertThat(tuners.leases()).isEmpty();
    }

    @Test
    void an_activation_with_half_a_channel_is_refused() {
        TransportStreamActivation half = new TransportStreamActivation();
        half.setFeed("antenna-a");
        assertThatThrownBy(() -> container.adapter.endpointActivation(endpoints, half))
                .isInstanceOf(InvalidPropertyException.class)
                .hasMessageContaining("feed, device and channel go together");
    }

    @Test
    void starting_an_equal_feed_again_changes_nothing() throws Exception {
        activate();
        tuners.startFeed("antenna-a", tune("5.1"));
        awaitPackets("antenna-a");
        tuners.startFeed("antenna-a", tune("5.1"));
        awaitPackets("antenna-a");
        assertThat(device.streamsServed()).isOne();
        assertThat(endpoints.told).containsExactly("antenna-a Opened");
    }

    @Test
    void starting_a_feed_with_another_channel_retunes_it() throws Exception {
        activate();
        tuners.startFeed("antenna-a", tune("5.1"));
        awaitPackets("antenna-a");
        tuners.startFeed("antenna-a", tune("5.2"));
        eventually("opened again", () -> endpoints.count(FeedEvent.Opened.class) == 2);
        awaitPackets("antenna-a");
        assertThat(endpoints.lostFor("retuned from 5.1")).isTrue();
        assertThat(tuners.leases()).hasSize(1);
        assertThat(tuners.leases().getFirst().tune()).isEqualTo(tune("5.2"));
    }

    @Test
    void two_feeds_of_one_channel_cost_one_tuner_and_each_is_a_holder() throws Exception {
        activate();
        tuners.startFeed("antenna-a", tune("5.1"));
        tuners.startFeed("antenna-b", tune("5.1"));
        awaitPackets("antenna-a");
        awaitPackets("antenna-b");
        assertThat(device.streamsServed()).isOne();
        assertThat(tuners.leases().getFirst().holders())
                .extracting(TunerLease.Holder::name)
                .containsExactlyInAnyOrder("antenna-a", "antenna-b");
        tuners.stopFeed("antenna-a");
        awaitPackets("antenna-b");
        assertThat(tuners.leases().getFirst().holders())
                .extracting(TunerLease.Holder::name)
                .containsExactly("antenna-b");
    }

    @Test
    void a_feed_without_a_free_tuner_is_told_who_holds_them_and_gets_the_first_that_is_freed() throws Exception {
        activate();
        tuners.startFeed("antenna-a", tune("5.1"));
        tuners.startFeed("antenna-b", tune("5.2"));
        awaitPackets("antenna-a");
        awaitPackets("antenna-b");
        tuners.startFeed("antenna-c", tune("5.3"));
        eventually("refused", () -> endpoints.lostFor("all 2 tuners of " + device.base()));
        assertThat(endpoints.lostFor("5.1 by antenna-a")).isTrue();
        assertThat(endpoints.lostFor("5.2 by antenna-b")).isTrue();
        tuners.stopFeed("antenna-a");
        awaitPackets("antenna-c");
    }

    @Test
    void a_feed_comes_back_after_the_device_closed_the_stream() throws Exception {
        device.channel("5.1", exchange -> device.stream(exchange, 1000));
        activate();
        tuners.startFeed("antenna-a", tune("5.1"));
        eventually("opened three times", () -> endpoints.count(FeedEvent.Opened.class) >= 3);
        assertThat(endpoints.lostFor("ended: the device closed the stream")).isTrue();
        assertThat(endpoints.packets("antenna-a")).isGreaterThanOrEqualTo(2000);
    }

    @Test
    void a_feed_comes_back_after_the_device_was_unplugged() throws Exception {
        activate();
        tuners.startFeed("antenna-a", tune("5.1"));
        awaitPackets("antenna-a");
        device.unplug();
        eventually("refused", () -> endpoints.lostFor("Connection refused"));
        device.plugIn();
        awaitPackets("antenna-a");
        assertThat(endpoints.count(FeedEvent.Opened.class)).isEqualTo(2);
    }

    @Test
    void a_feed_comes_back_after_a_busy_device() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        device.channel("5.1", exchange -> {
            if (asked.incrementAndGet() <= 3) {
                VirtualDevice.status(503, Map.of("X-HDHomeRun-Error", "805 All Tuners In Use"))
                        .serve(exchange);
            } else {
                device.stream(exchange);
            }
        });
        activate();
        tuners.startFeed("antenna-a", tune("5.1"));
        awaitPackets("antenna-a");
        List<FeedEvent> beforeOpened = endpoints.events.subList(0, 3);
        assertThat(beforeOpened)
                .allSatisfy(e -> assertThat(e)
                        .isInstanceOfSatisfying(
                                FeedEvent.Lost.class,
                                lost -> assertThat(lost.reason())
                                        .contains("refuses 5.1 EVERY: 805 All Tuners In Use")));
        assertThat(beforeOpened)
                .extracting(e -> ((FeedEvent.Lost) e).retryMillis())
                .containsExactly(20L, 40L, 80L);
        assertThat(beforeOpened).extracting(e -> ((FeedEvent.Lost) e).attempt()).containsExactly(1, 2, 3);
    }

    @Test
    void a_stalled_stream_is_given_up_and_asked_for_anew() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        device.channel("5.1", exchange -> {
            if (asked.incrementAndGet() > 1) {
                device.stream(exchange);
                return;
            }
            OutputStream out = VirtualDevice.begin(exchange, "tuner0");
            out.write(NumberedPackets.from(0, 100));
            out.flush();
            await(over);
        });
        activate();
        tuners.startFeed("antenna-a", tune("5.1"));
        eventually("stalled", () -> endpoints.lostFor("stalled: no byte for 1000 ms"));
        awaitPackets("antenna-a");
    }

    @Test
    void a_web_page_instead_of_a_stream_is_never_delivered() throws Exception {
        device.channel("5.1", VirtualDevice.text("<html><body>Please log in</body></html>"));
        activate();
        tuners.startFeed("antenna-a", tune("5.1"));
        eventually("lost", () -> endpoints.lostFor("is not MPEG-TS"));
        assertThat(endpoints.lostFor("<html><body>Please log in")).isTrue();
        assertThat(endpoints.count(FeedEvent.Opened.class)).isZero();
        assertThat(endpoints.packets("antenna-a")).isZero();
    }

    @Test
    void a_burst_of_garbage_without_end_loses_the_tuner() throws Exception {
        device.channel("5.1", exchange -> {
            OutputStream out = VirtualDevice.begin(exchange, "tuner0");
            out.write(NumberedPackets.from(0, 100));
            byte[] garbage = new byte[64 * 1024];
            while (true) {
                out.write(garbage);
            }
        });
        Endpoints tolerant = new Endpoints();
        container.adapter.endpointActivation(tolerant, subscription);
        tuners.startFeed("antenna-a", tune("5.1"));
        eventually("lost", () -> tolerant.lostFor("sends no MPEG-TS any more"));
        assertThat(tolerant.packets("antenna-a")).isGreaterThanOrEqualTo(100);
    }

    @Test
    void deactivation_frees_the_tuner_and_delivers_nothing_afterwards() throws Exception {
        activate();
        tuners.startFeed("antenna-a", tune("5.1"));
        awaitPackets("antenna-a");
        container.adapter.endpointDeactivation(endpoints, subscription);
        assertThat(tuners.leases()).isEmpty();
        assertThat(endpoints.told).containsExactly("antenna-a Opened", "antenna-a Stopped");
        assertThat(endpoints.open).hasValue(0);
        eventually("no thread is left", () -> container.running() == 0);
        eventually("the device has its tuner back", () -> device.streaming() == 0);
    }

    @Test
    void a_stuck_endpoint_is_cut_off_while_the_other_feed_gets_every_packet() throws Exception {
        Endpoints stuck = new Endpoints();
        stuck.stuck = over;
        TransportStreamActivation own = new TransportStreamActivation();
        own.setFeed("stuck");
        own.setDevice(device.base().toString());
        own.setChannel("5.1");
        container.adapter.endpointActivation(stuck, own);
        activate();
        tuners.startFeed("antenna-a", tune("5.1"));
        eventually("the stuck one holds no longer", () -> leaseIsOnlyOf("antenna-a"));
        awaitPackets("antenna-a");
        assertThat(endpoints.told).containsExactly("antenna-a Opened");
        stuck.stuck = null;
        over.countDown();
        eventually("the slow one is told", () -> stuck.lostFor("bytes behind"));
        container.adapter.endpointDeactivation(stuck, own);
    }

    private boolean leaseIsOnlyOf(String holder) {
        try {
            return tuners.leases().stream()
                    .anyMatch(l -> l.holders().stream()
                                    .map(TunerLease.Holder::name)
                                    .toList()
                                    .equals(List.of(holder))
                            && l.bytes() > 1024 * 1024);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_feed_whose_thread_the_server_took_back_can_be_started_again() throws Exception {
        activate();
        tuners.startFeed("antenna-a", tune("5.1"));
        awaitPackets("antenna-a");
        container.release();
        eventually("no thread is left", () -> container.running() == 0);
        assertThat(tuners.leases()).isEmpty();
        tuners.startFeed("antenna-a", tune("5.1"));
        awaitPackets("antenna-a");
        assertThat(endpoints.count(FeedEvent.Opened.class)).isEqualTo(2);
        assertThat(endpoints.count(FeedEvent.Stopped.class)).isOne();
    }

    @Test
    void a_feed_that_is_stopped_and_started_at_once_begins_after_its_end_was_told() throws Exception {
        activate();
        tuners.startFeed("antenna-a", tune("5.1"));
        awaitPackets("antenna-a");
        tuners.stopFeed("antenna-a");
        tuners.startFeed("antenna-a", tune("5.2"));
        awaitPackets("antenna-a");
        assertThat(endpoints.told).containsExactly("antenna-a Opened", "antenna-a Stopped", "antenna-a Opened");
    }

    @Test
    void an_endpoint_that_throws_is_made_anew() throws Exception {
        activate();
        tuners.startFeed("antenna-a", tune("5.1"));
        awaitPackets("antenna-a");
        endpoints.failNext = true;
        eventually("lost", () -> endpoints.lostFor("the endpoint of feed antenna-a failed"));
        awaitPackets("antenna-a");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
