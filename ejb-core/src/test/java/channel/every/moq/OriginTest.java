package channel.every.moq;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OriginTest {
    private final Origin origin = new Origin(
            1,
            new Keeping(
                    new CacheBudget(1000, Duration.ofSeconds(1), InstantSource.fixed(Instant.EPOCH)),
                    (delay, task) -> () -> {}));
    private final List<String> told = new ArrayList<>();
    private final Origin.Watcher watcher = new Origin.Watcher() {
        @Override
        public void announced(Broadcast broadcast) {
            told.add("+" + broadcast.name() + broadcast.hops());
        }

        @Override
        public void ended(Broadcast broadcast) {
            told.add("-" + broadcast.name() + broadcast.hops());
        }
    };

    private static Broadcast broadcast(String name) {
        return new Broadcast(name, List.of(), track -> null);
    }

    @Test
    void a_watcher_is_told_of_what_is_there_and_of_what_comes_below_its_prefix() throws Exception {
        origin.announce(broadcast("ec/a"));
        Broadcast b = broadcast("ec/b");
        try (Origin.Watch watch = origin.watch("ec/", watcher)) {
            assertThat(watch).isNotNull();
            origin.announce(b);
            origin.announce(broadcast("other"));
            origin.withdraw(b);
        }
        origin.announce(b);
        assertThat(told).containsExactly("+ec/a[]", "+ec/b[]", "-ec/b[]");
    }

    /** One that brings nothing. */
    private static final TrackFeed FEED = new TrackFeed() {
        @Override
        public Bringing bring(String track, Sink sink) {
            return () -> {};
        }

        @Override
        public void describe(String track, Sink sink) {}

        @Override
        public void fetch(String track, Group into) {}
    };

    @Test
    void of_two_ways_the_shorter_is_taken_and_the_longer_when_it_ends() {
        origin.watch("", watcher);
        origin.announce("x", List.of(7L, 8L), FEED);
        Announcement near = origin.announce("x", List.of(7L), FEED);
        assertThat(near.chosen()).isTrue();
        near.withdraw();
        assertThat(told).containsExactly("+x[7, 8]", "-x[7, 8]", "+x[7]", "-x[7]", "+x[7, 8]");
    }

    @Test
    void a_longer_way_that_ends_is_no_news() {
        origin.announce("x", List.of(7L), FEED);
        origin.watch("", watcher);
        origin.announce("x", List.of(7L, 8L), FEED).withdraw();
        assertThat(told).containsExactly("+x[7]");
    }
}
