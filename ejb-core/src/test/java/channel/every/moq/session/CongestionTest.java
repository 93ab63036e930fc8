package channel.every.moq.session;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.moq.Group;
import channel.every.moq.Origin;
import channel.every.moq.Track;
import channel.every.moq.transport.MemoryPair;
import channel.every.moq.wire.LiteMessage.Subscribe;
import channel.every.moq.wire.LiteMessage.SubscribeUpdate;
import channel.every.moq.wire.LiteMessage.Wanted;
import channel.every.moq.wire.LiteVersion;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** What becomes of readers that do not keep up. */
final class CongestionTest {
    private static final String BLOCK = "x".repeat(64 * 1024);

    /** More than a stream takes at once. */
    private static final String OBJECT = "x".repeat(300 * 1024);

    private final Stage stage = new Stage();
    private final Origin publisher = new Origin(1);
    private final Origin subscriber = stage.origin(2);
    private final Produced produced = new Produced("ec/a", stage.budget, "chunks");

    /** One whose tasks are not run until the test does so: it reads nothing. */
    private final Queue<Runnable> asleep = new ArrayDeque<>();

    private RawPeer stuck(Wanted wanted) {
        MemoryPair pair = stage.pair(LiteVersion.LITE_05, asleep::add);
        stage.session(pair.acceptor(), Admitting.always(SessionRoles.publishing(publisher)));
        RawPeer peer = new RawPeer(pair.opener(), LiteVersion.LITE_05);
        peer.ask(new Subscribe(0, "ec/a", "chunks", wanted));
        stage.settle();
        return peer;
    }

    private static Wanted latest(long maxLatencyMs) {
        return new Wanted(128, false, maxLatencyMs, null, null);
    }

    private void wake() {
        while (!asleep.isEmpty()) {
            asleep.remove().run();
            stage.settle();
        }
    }

    private void second(long sequence) {
        produced.group("chunks", sequence, BLOCK, BLOCK, BLOCK);
        stage.advance(Duration.ofSeconds(1));
    }

    @Test
    void one_that_reads_nothing_disturbs_nobody_and_what_it_misses_is_counted() {
        publisher.announce(produced.broadcast);
        stuck(latest(2000));
        stage.join(LiteVersion.LITE_05, SessionRoles.publishing(publisher), SessionRoles.subscribing(subscriber));
        Track track =
                Objects.requireNonNull(subscriber.find("ec/a").orElseThrow().track("chunks"));
        List<Long> seen = new ArrayList<>();
        try (Read read = new Read(track)) {
            stage.settle();
            for (long i = 0; i < 60; i++) {
                second(i);
                Group newest = Objects.requireNonNull(read.track.newest());
                assertThat(newest.state()).isEqualTo(Group.State.FINISHED);
                seen.add(newest.sequence());
                assertThat(stage.budget.heldBytes()).isLessThanOrEqualTo(stage.budget.mostBytes());
            }
        }
        assertThat(seen).hasSize(60).doesNotHaveDuplicates().isSorted();
        long missed = stage.counts.refusals(Refusal.GROUP_OLD)
                + stage.counts.refusals(Refusal.GROUP_EVICTED)
                + stage.counts.refusals(Refusal.GROUP_BEHIND);
        assertThat(missed).isBetween(1L, 60L);
    }

    @Test
    void a_hundred_that_read_nothing_hold_some_groups_each_and_the_cache_stays_within_its_bound() {
        publisher.announce(produced.broadcast);
        for (int i = 0; i < 100; i++) {
            stuck(latest(10_000));
        }
        for (long i = 0; i < 100; i++) {
            second(i);
            assertThat(stage.budget.heldBytes()).isLessThanOrEqualTo(stage.budget.mostBytes());
        }
        long givenUp = stage.counts.refusals(Refusal.GROUP_OLD)
                + stage.counts.refusals(Refusal.GROUP_EVICTED)
                + stage.counts.refusals(Refusal.GROUP_BEHIND);
        long onTheirWay = stage.counts.totals().groupsSent() - givenUp;
        assertThat(onTheirWay).isLessThanOrEqualTo(100L * SessionLimits.DEFAULT.openGroups());
    }

    @Test
    void of_whole_objects_one_that_reads_nothing_holds_no_more_than_some_and_is_given_up_in_the_end() {
        publisher.announce(produced.broadcast);
        RawPeer peer = stuck(latest(10_000));
        stage.join(LiteVersion.LITE_05, SessionRoles.publishing(publisher), SessionRoles.subscribing(subscriber));
        List<String> seen = new ArrayList<>();
        try (Read read = new Read(
                Objects.requireNonNull(subscriber.find("ec/a").orElseThrow().track("chunks")))) {
            stage.settle();
            for (long i = 0; i < 60; i++) {
                produced.group("chunks", i, OBJECT);
                stage.advance(Duration.ofSeconds(1));
                seen.add(Read.text(Objects.requireNonNull(read.track.newest())));
                long givenUp = stage.counts.refusals(Refusal.GROUP_OLD)
                        + stage.counts.refusals(Refusal.GROUP_BEHIND)
                        + stage.counts.refusals(Refusal.GROUP_EVICTED);
                // The other one's have all gone: what is neither given up nor read waits for the stuck one.
                assertThat(stage.counts.totals().groupsSent() - seen.size() - givenUp)
                        .isLessThanOrEqualTo(SessionLimits.DEFAULT.openGroups());
            }
        }
        assertThat(seen)
                .hasSize(60)
                .doesNotHaveDuplicates()
                .allSatisfy(group -> assertThat(group).endsWith(OBJECT));
        assertThat(stage.counts.refusals(Refusal.STUCK)).isEqualTo(1);
        wake();
        assertThat(peer.closed).isEqualTo("3 took nothing of its groups for 30 s");
    }

    @Test
    void one_that_takes_a_group_now_and_then_is_slow_and_not_stuck() {
        publisher.announce(produced.broadcast);
        RawPeer peer = stuck(latest(2000));
        for (long i = 0; i < 90; i++) {
            produced.group("chunks", i, OBJECT);
            stage.advance(Duration.ofSeconds(1));
            if (i % 20 == 19) {
                wake();
            }
        }
        assertThat(stage.counts.refusals(Refusal.GROUP_OLD)).isPositive();
        assertThat(stage.counts.refusals(Refusal.STUCK)).isZero();
        assertThat(peer.closed).isNull();
    }

    @Test
    void a_group_goes_on_being_sent_while_it_is_the_latest_however_long() {
        publisher.announce(produced.broadcast);
        RawPeer peer = stuck(latest(0));
        Group group = produced.track("chunks").begin(1);
        for (int i = 0; i < 3; i++) {
            group.append(Produced.frame(i, BLOCK));
            stage.advance(Duration.ofSeconds(20));
        }
        group.finish();
        wake();
        assertThat(peer.unidirectional).anySatisfy(heard -> {
            assertThat(heard.bytes.size()).isGreaterThan(3 * BLOCK.length());
            assertThat(heard.finished).isTrue();
        });
        assertThat(stage.counts.refusals(Refusal.GROUP_OLD)).isZero();
    }

    @Test
    void a_group_with_a_successor_is_given_up_after_what_its_reader_bears() {
        publisher.announce(produced.broadcast);
        stuck(latest(5000));
        Group held = produced.track("chunks").begin(1);
        for (int i = 0; i < 3; i++) {
            held.append(Produced.frame(i, BLOCK + BLOCK));
        }
        stage.settle();
        produced.group("chunks", 2, "x");
        stage.advance(Duration.ofMillis(4900));
        produced.group("chunks", 3, "x");
        stage.settle();
        assertThat(stage.counts.refusals(Refusal.GROUP_OLD)).isZero();
        stage.advance(Duration.ofMillis(200));
        produced.group("chunks", 4, "x");
        stage.settle();
        assertThat(stage.counts.refusals(Refusal.GROUP_OLD)).isEqualTo(1);
    }

    @Test
    void without_a_stream_the_newest_waits_for_the_next_and_older_ones_are_skipped() {
        publisher.announce(produced.broadcast);
        stage.streams = 2;
        RawPeer peer = stuck(latest(0));
        // One of the two streams has been SETUP's, the other is this one's, and neither is granted anew to one that
        // sleeps.
        for (long i = 1; i <= 5; i++) {
            produced.group("chunks", i, "g" + i);
            stage.advance(Duration.ofSeconds(2));
        }
        assertThat(stage.counts.refusals(Refusal.GROUP_OLD)).isPositive();
        wake();
        assertThat(stage.counts.refusals(Refusal.GROUP_OLD)).isEqualTo(3);
        assertThat(groups(peer)).containsExactly("g1", "g5");
    }

    private static List<String> groups(RawPeer peer) {
        return peer.unidirectional.stream()
                .map(heard -> heard.bytes.toString(java.nio.charset.StandardCharsets.UTF_8))
                .filter(text -> text.contains("g"))
                .map(text -> text.substring(text.indexOf('g')))
                .toList();
    }

    @Test
    void with_too_many_on_their_way_the_newest_takes_the_place_of_the_oldest() {
        publisher.announce(produced.broadcast);
        RawPeer peer = stuck(latest(60_000));
        int most = SessionLimits.DEFAULT.openGroups();
        for (long i = 1; i <= most + 3; i++) {
            Group open = produced.track("chunks").begin(i);
            open.append(Produced.frame(0, "g" + i));
            stage.settle();
        }
        assertThat(stage.counts.refusals(Refusal.GROUP_BEHIND)).isEqualTo(3);
        wake();
        assertThat(peer.unidirectional.stream().filter(heard -> heard.reset == null && !heard.finished))
                .hasSize(most);
    }

    @Test
    void a_subscriber_that_changes_its_mind_gets_what_it_wants_now() {
        publisher.announce(produced.broadcast);
        Awake peer = awake(new Subscribe(0, "ec/a", "chunks", latest(1000)));
        produced.group("chunks", 1, "g1");
        stage.settle();
        peer.subscription().write(peer.encode(new SubscribeUpdate(new Wanted(1, true, 1000, 5L, 6L))));
        stage.settle();
        for (long i = 4; i <= 7; i++) {
            produced.group("chunks", i, "g" + i);
            stage.settle();
        }
        assertThat(groups(peer.peer())).containsExactly("g1", "g5", "g6");
        assertThat(peer.subscription().in.finished)
                .as("the last wanted group was sent")
                .isTrue();
    }

    private record Awake(RawPeer peer, RawPeer.Said subscription) {
        byte[] encode(SubscribeUpdate update) {
            return peer.encode(update);
        }
    }

    private Awake awake(Subscribe subscribe) {
        MemoryPair pair = stage.pair(LiteVersion.LITE_05);
        stage.session(pair.acceptor(), Admitting.always(SessionRoles.publishing(publisher)));
        RawPeer peer = new RawPeer(pair.opener(), LiteVersion.LITE_05);
        RawPeer.Said said = peer.ask(subscribe);
        stage.settle();
        return new Awake(peer, said);
    }

    @Test
    void a_start_in_the_past_gets_what_is_kept_from_there() {
        publisher.announce(produced.broadcast);
        for (long i = 10; i <= 13; i++) {
            produced.group("chunks", i, "g" + i);
        }
        Awake peer = awake(new Subscribe(0, "ec/a", "chunks", new Wanted(1, true, 10_000, 11L, null)));
        assertThat(groups(peer.peer())).containsExactly("g11", "g12", "g13");
    }
}
