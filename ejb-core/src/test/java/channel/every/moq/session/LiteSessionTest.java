package channel.every.moq.session;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.moq.Broadcast;
import channel.every.moq.Frame;
import channel.every.moq.Group;
import channel.every.moq.Origin;
import channel.every.moq.Track;
import channel.every.moq.TrackEnd;
import channel.every.moq.wire.LiteVersion;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class LiteSessionTest {
    private final Stage stage = new Stage();
    private final Origin publisher = new Origin(1);
    private final Origin subscriber = stage.origin(2);
    private final Produced produced = new Produced("ec/a", stage.budget, "chunks", "manifests");

    private void join(LiteVersion version) {
        stage.join(version, SessionRoles.publishing(publisher), SessionRoles.subscribing(subscriber));
    }

    private Track track(String name) {
        return Objects.requireNonNull(subscriber.find("ec/a").orElseThrow().track(name));
    }

    @ParameterizedTest
    @EnumSource
    void what_is_announced_on_one_side_is_announced_on_the_other_until_it_ends(LiteVersion version) {
        publisher.announce(produced.broadcast);
        join(version);
        assertThat(subscriber.announced()).extracting(Broadcast::name).containsExactly("ec/a");
        Produced later = new Produced("ec/b", stage.budget);
        publisher.announce(later.broadcast);
        stage.settle();
        assertThat(subscriber.announced()).extracting(Broadcast::name).containsExactly("ec/a", "ec/b");
        publisher.withdraw(produced.broadcast);
        stage.settle();
        assertThat(subscriber.announced()).extracting(Broadcast::name).containsExactly("ec/b");
    }

    @ParameterizedTest
    @EnumSource
    void whoever_opened_the_connection_may_be_the_one_that_subscribes(LiteVersion version) {
        publisher.announce(produced.broadcast);
        stage.join(version, SessionRoles.subscribing(subscriber), SessionRoles.publishing(publisher));
        assertThat(subscriber.announced()).extracting(Broadcast::name).containsExactly("ec/a");
    }

    @ParameterizedTest
    @EnumSource
    void a_subscriber_gets_the_newest_group_and_what_comes_after(LiteVersion version) {
        publisher.announce(produced.broadcast);
        produced.group("chunks", 40, "old");
        produced.group("chunks", 41, "a", "b");
        join(version);
        try (Read read = new Read(track("chunks"))) {
            stage.settle();
            assertThat(read.groups()).containsExactly("41:a b");
            Group open = produced.track("chunks").begin(42);
            open.append(Produced.frame(0, "c"));
            stage.settle();
            assertThat(read.groups()).containsExactly("41:a b", "42:c OPEN");
            open.append(Produced.frame(0, "d"));
            open.finish();
            stage.settle();
            assertThat(read.groups()).containsExactly("41:a b", "42:c d");
        }
    }

    @Test
    void frames_and_tracks_keep_their_times() {
        publisher.announce(produced.broadcast);
        produced.group("chunks", 1, "a", "b", "c");
        join(LiteVersion.LITE_05);
        try (Read read = new Read(track("chunks"))) {
            stage.settle();
            assertThat(read.track.info()).contains(Produced.INFO);
            Group newest = Objects.requireNonNull(read.track.newest());
            assertThat(newest.frame(2)).extracting(Frame::timestamp).isEqualTo(6000L);
        }
    }

    @ParameterizedTest
    @EnumSource
    void any_number_of_readers_here_are_one_subscription_there(LiteVersion version) {
        publisher.announce(produced.broadcast);
        join(version);
        try (Read one = new Read(track("chunks"));
                Read other = new Read(track("chunks"))) {
            stage.settle();
            assertThat(produced.track("chunks").subscribers()).isEqualTo(1);
            produced.group("chunks", 7, "x");
            stage.settle();
            assertThat(one.groups()).isEqualTo(other.groups()).containsExactly("7:x");
        }
        stage.settle();
        assertThat(produced.track("chunks").subscribers())
                .as("lingers for who comes back")
                .isEqualTo(1);
        stage.advance(Duration.ofSeconds(6));
        assertThat(produced.track("chunks").subscribers()).isZero();
    }

    @Test
    void a_track_that_is_not_there_ends_with_the_code_of_that() {
        publisher.announce(produced.broadcast);
        join(LiteVersion.LITE_05);
        try (Read read = new Read(track("none"))) {
            stage.settle();
            assertThat(read.track.end()).containsInstanceOf(TrackEnd.Failed.class);
            assertThat(((TrackEnd.Failed) read.track.end().orElseThrow()).code())
                    .isEqualTo(SessionCode.NOT_FOUND.code());
        }
    }

    @Test
    void a_track_that_ends_ends_after_its_last_group() {
        publisher.announce(produced.broadcast);
        join(LiteVersion.LITE_05);
        try (Read read = new Read(track("chunks"))) {
            produced.group("chunks", 1, "a");
            stage.settle();
            produced.group("chunks", 2, "b");
            produced.track("chunks").end(new TrackEnd.Ended());
            stage.settle();
            assertThat(read.groups()).containsExactly("1:a", "2:b");
            assertThat(read.track.end()).contains(new TrackEnd.Ended());
        }
    }

    @Test
    void each_of_many_groups_that_came_before_one_of_which_nothing_is_there_yet_comes_once() {
        publisher.announce(produced.broadcast);
        join(LiteVersion.LITE_05);
        try (Read read = new Read(track("chunks"))) {
            produced.group("chunks", 1, "a");
            stage.settle();
            for (int i = 2; i <= 20; i++) {
                produced.group("chunks", i, "group " + i);
            }
            produced.track("chunks").begin(21);
            stage.settle();
            assertThat(read.groups())
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, 20)
                            .mapToObj(i -> i == 1 ? "1:a" : i + ":group " + i)
                            .toList());
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_track_that_ends_and_forgets_its_last_groups_before_they_were_sent_ends(LiteVersion version) {
        publisher.announce(produced.broadcast);
        join(version);
        try (Read read = new Read(track("chunks"))) {
            produced.group("chunks", 1, "a");
            stage.settle();
            produced.group("chunks", 2, "b");
            produced.track("chunks").close();
            // Older versions do not say which group is the last: it is waited for.
            stage.advance(Duration.ofSeconds(2));
            assertThat(read.groups()).containsExactly("1:a");
            assertThat(read.track.end()).contains(new TrackEnd.Ended());
        }
    }

    @Test
    void a_group_of_long_ago_is_fetched_once_and_kept() {
        publisher.announce(produced.broadcast);
        produced.group("chunks", 5, "five", "frames");
        produced.group("chunks", 6, "six");
        join(LiteVersion.LITE_05);
        Group fetched = Objects.requireNonNull(track("chunks").fetch(5));
        stage.settle();
        assertThat(Read.text(fetched)).isEqualTo("5:five frames");
        assertThat(track("chunks").fetch(5)).isSameAs(fetched);
        assertThat(stage.counts.fetches.sum()).isEqualTo(1);
        Group missing = Objects.requireNonNull(track("chunks").fetch(4));
        stage.settle();
        assertThat(missing.state()).isEqualTo(Group.State.ABORTED);
        assertThat(stage.counts.refusals(Refusal.NOT_FOUND)).isEqualTo(1);
    }

    @Test
    void who_publishes_nothing_announces_nothing_and_the_session_goes_on() {
        stage.join(
                LiteVersion.LITE_05, SessionRoles.subscribing(subscriber), SessionRoles.subscribing(stage.origin(3)));
        assertThat(subscriber.announced()).isEmpty();
        assertThat(stage.told).isEqualTo(List.of("opener established", "acceptor established"));
    }
}
