package channel.every.moq;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OriginTest {
    private final Origin origin = new Origin(1);
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

    private static Broadcast broadcast(String name, Long... hops) {
        return new Broadcast(name, List.of(hops), track -> null);
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

    @Test
    void of_two_ways_the_shorter_is_taken_and_the_longer_when_it_ends() {
        origin.watch("", watcher);
        origin.announce(broadcast("x", 7L, 8L));
        Broadcast near = broadcast("x", 7L);
        origin.announce(near);
        assertThat(origin.find("x")).containsSame(near);
        origin.withdraw(near);
        assertThat(told).containsExactly("+x[7, 8]", "-x[7, 8]", "+x[7]", "-x[7]", "+x[7, 8]");
    }

    @Test
    void a_longer_way_that_ends_is_no_news() {
        Broadcast far = broadcast("x", 7L, 8L);
        origin.announce(broadcast("x", 7L));
        origin.watch("", watcher);
        origin.announce(far);
        origin.withdraw(far);
        assertThat(told).containsExactly("+x[7]");
    }
}
