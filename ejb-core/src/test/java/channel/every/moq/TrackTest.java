package channel.every.moq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class TrackTest {
    private static final TrackInfo INFO = new TrackInfo(128, false, 0, 1000);

    private static final int BOUND = 10_000;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final CacheBudget budget = new CacheBudget(BOUND, Duration.ofSeconds(30), now::get);

    private static Frame frame(int bytes) {
        return new Frame(0, "x".repeat(bytes).getBytes(UTF_8));
    }

    @Test
    void readers_see_a_group_grow_and_are_told_of_each_change() {
        Track track = new Track("video", INFO, budget);
        AtomicInteger told = new AtomicInteger();
        try (Subscription subscription = track.subscribe(told::incrementAndGet)) {
            Group group = track.begin(7);
            group.append(frame(3));
            assertThat(subscription.track().newest()).isSameAs(group);
            assertThat(group.frame(0)).isNotNull();
            assertThat(group.frame(1)).isNull();
            group.finish();
            assertThat(group.state()).isEqualTo(Group.State.FINISHED);
            assertThat(told).hasValue(3);
        }
        track.begin(8);
        assertThat(told).as("a reader that has gone is told nothing").hasValue(3);
    }

    @Test
    void nothing_is_added_to_a_group_that_has_ended() {
        Group group = new Track("video", INFO, budget).begin(1);
        group.finish();
        group.append(frame(1));
        group.abort();
        assertThat(group.frame(0)).isNull();
        assertThat(group.state()).isEqualTo(Group.State.FINISHED);
        assertThat(budget.heldBytes()).isEqualTo(Group.GROUP_BYTES);
    }

    @Test
    void the_oldest_groups_of_all_tracks_go_first_and_the_newest_of_a_track_never() {
        Track still = new Track("catalog.json", INFO, budget);
        still.begin(0).append(frame(1000));
        Track video = new Track("video", INFO, budget);
        Group first = video.begin(1);
        List<Group> more = new ArrayList<>();
        for (int i = 2; i <= 6; i++) {
            first.append(frame(350));
            more.add(video.begin(i));
            more.getLast().append(frame(1000));
        }
        assertThat(first.state()).isEqualTo(Group.State.ABORTED);
        assertThat(video.group(1)).isNull();
        assertThat(still.newest()).satisfies(kept -> assertThat(kept.frame(0)).isNotNull());
        assertThat(more).allSatisfy(kept -> assertThat(kept.frames()).isEqualTo(1));
        assertThat(budget.heldBytes())
                .isLessThanOrEqualTo(BOUND)
                .isEqualTo(6 * (1000 + Group.FRAME_BYTES + Group.GROUP_BYTES));
        assertThat(budget.releasedGroups()).isEqualTo(1);
    }

    @Test
    void producers_that_grow_at_the_bound_at_once_let_go_of_what_is_old_and_give_up_nothing() throws Exception {
        List<Callable<Long>> producers = new ArrayList<>();
        for (int each = 0; each < 4; each++) {
            Track track = new Track("video", INFO, budget);
            producers.add(() -> {
                long refused = 0;
                for (int sequence = 0; sequence < 20_000; sequence++) {
                    refused += track.begin(sequence).append(frame(200)) ? 0 : 1;
                }
                return refused;
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(producers.size())) {
            for (Future<Long> refused : threads.invokeAll(producers)) {
                assertThat(refused.get()).isZero();
            }
        }
        assertThat(budget.overgrownGroups()).isZero();
        assertThat(budget.releasedGroups()).isPositive();
        assertThat(budget.heldBytes()).isLessThanOrEqualTo(BOUND);
    }

    @Test
    void a_group_goes_when_it_is_old_though_there_is_room() {
        Track track = new Track("video", INFO, budget);
        track.begin(1).append(frame(1));
        track.begin(2).append(frame(1));
        now.set(Instant.EPOCH.plusSeconds(31));
        budget.sweep();
        assertThat(track.from(0)).extracting(Group::sequence).containsExactly(2L);
    }

    @Test
    void the_bytes_of_a_closed_track_are_free() {
        Track track = new Track("video", INFO, budget);
        track.begin(1).append(frame(50));
        track.close();
        assertThat(budget.heldBytes()).isZero();
        assertThat(track.end()).contains(new TrackEnd.Ended());
        assertThatThrownBy(() -> track.begin(2)).hasMessageContaining("\"video\" has ended");
    }

    @Test
    void a_group_begins_once() {
        Track track = new Track("video", INFO, budget);
        track.begin(1);
        assertThatThrownBy(() -> track.begin(1)).hasMessageContaining("has group 1 already");
    }

    @Test
    void who_brings_a_track_from_elsewhere_is_told_of_its_readers() {
        List<Integer> readers = new ArrayList<>();
        Track track = new Track("video", budget, new TrackDemand() {
            @Override
            public void changed(Track same) {
                readers.add(same.subscribers());
            }

            @Override
            public void asked(Track same) {
                readers.add(-1);
            }

            @Override
            public @Nullable Group fetch(Track same, long sequence) {
                return null;
            }
        });
        track.ask();
        Subscription one = track.subscribe(() -> {});
        Subscription two = track.subscribe(() -> {});
        one.close();
        one.close();
        two.close();
        track.describe(INFO);
        track.ask();
        assertThat(readers)
                .as("-1 is a question, which is not asked when it is answered")
                .containsExactly(-1, 1, 2, 1, 0);
    }
}
