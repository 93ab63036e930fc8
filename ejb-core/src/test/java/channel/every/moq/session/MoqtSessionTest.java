package channel.every.moq.session;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.moq.Broadcast;
import channel.every.moq.Frame;
import channel.every.moq.Group;
import channel.every.moq.Origin;
import channel.every.moq.Track;
import channel.every.moq.TrackEnd;
import channel.every.moq.TrackInfo;
import channel.every.moq.wire.LiteVersion;
import channel.every.moq.wire.MoqProtocols;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class MoqtSessionTest {
    private final Stage stage = new Stage();
    private final Origin publisher = new Origin(1);
    private final Origin subscriber = stage.origin(2);
    private final Produced produced = new Produced("ec/a", stage.budget, "chunks", "manifests");

    private Stage.Joined join() {
        publisher.announce(produced.broadcast);
        return stage.join(
                MoqProtocols.MOQT_18, SessionRoles.publishing(publisher), SessionRoles.subscribing(subscriber));
    }

    private Track track(String name) {
        return Objects.requireNonNull(subscriber.find("ec/a").orElseThrow().track(name));
    }

    @Test
    void what_is_announced_on_one_side_is_announced_on_the_other_until_it_ends() {
        join();
        assertThat(subscriber.announced()).extracting(Broadcast::name).containsExactly("ec/a");
        publisher.announce(new Produced("ec/a\\/b", stage.budget).broadcast);
        stage.settle();
        assertThat(subscriber.announced()).extracting(Broadcast::name).containsExactly("ec/a", "ec/a\\/b");
        publisher.withdraw(produced.broadcast);
        stage.settle();
        assertThat(subscriber.announced()).extracting(Broadcast::name).containsExactly("ec/a\\/b");
    }

    @Test
    void a_peer_is_not_told_of_what_it_announces_itself() {
        Origin relay = stage.origin(3);
        Origin client = stage.origin(4);
        client.announce(produced.broadcast);
        stage.join(MoqProtocols.MOQT_18, SessionRoles.both(client), SessionRoles.both(relay));
        assertThat(relay.announced()).extracting(Broadcast::name).containsExactly("ec/a");
        assertThat(client.find("ec/a")).contains(produced.broadcast);
        client.withdraw(produced.broadcast);
        stage.settle();
        assertThat(relay.announced()).isEmpty();
        assertThat(client.announced()).isEmpty();
    }

    @Test
    void a_subscriber_gets_the_newest_group_and_what_comes_after() {
        produced.group("chunks", 40, "old");
        produced.group("chunks", 41, "a", "b");
        join();
        try (Read read = new Read(track("chunks"))) {
            stage.settle();
            assertThat(read.groups()).containsExactly("41:a b");
            Group open = produced.track("chunks").begin(42);
            open.append(Produced.frame(0, "c"));
            stage.settle();
            assertThat(read.groups()).containsExactly("41:a b", "42:c OPEN");
            open.append(Produced.frame(0, ""));
            open.append(Produced.frame(0, "d"));
            open.finish();
            stage.settle();
            assertThat(read.groups()).containsExactly("41:a b", "42:c  d");
        }
    }

    @Test
    void frames_keep_their_times_in_the_tracks_units() {
        produced.group("chunks", 1, "a", "b", "c");
        join();
        try (Read read = new Read(track("chunks"))) {
            stage.settle();
            assertThat(read.track.info().map(TrackInfo::timescale)).contains(90_000L);
            Group newest = Objects.requireNonNull(read.track.newest());
            assertThat(newest.frame(2)).extracting(Frame::timestamp).isEqualTo(6000L);
        }
    }

    @Test
    void any_number_of_readers_here_are_one_subscription_there_that_ends_after_the_last() {
        join();
        try (Read one = new Read(track("chunks"));
                Read other = new Read(track("chunks"))) {
            stage.settle();
            assertThat(produced.track("chunks").subscribers()).isEqualTo(1);
            produced.group("chunks", 7, "x");
            stage.settle();
            assertThat(one.groups()).isEqualTo(other.groups()).containsExactly("7:x");
        }
        stage.settle();
        stage.advance(Duration.ofSeconds(6));
        assertThat(produced.track("chunks").subscribers()).isZero();
    }

    @Test
    void a_track_that_is_not_there_ends_with_the_code_of_that() {
        join();
        try (Read read = new Read(track("none"))) {
            stage.settle();
            assertThat(((TrackEnd.Failed) read.track.end().orElseThrow()).code())
                    .isEqualTo(SessionCode.NOT_FOUND.code());
        }
    }

    @Test
    void a_track_that_ends_ends_after_its_last_group() {
        join();
        try (Read read = new Read(track("chunks"))) {
            produced.group("chunks", 1, "a");
            stage.settle();
            produced.group("chunks", 2, "b");
            produced.track("chunks").end(new TrackEnd.Ended());
            stage.settle();
            stage.advance(Duration.ofSeconds(2));
            assertThat(read.groups()).containsExactly("1:a", "2:b");
            assertThat(read.track.end()).contains(new TrackEnd.Ended());
        }
    }

    @Test
    void a_group_that_its_producer_gives_up_is_given_up_at_the_reader() {
        join();
        try (Read read = new Read(track("chunks"))) {
            Group open = produced.track("chunks").begin(1);
            open.append(Produced.frame(0, "a"));
            stage.settle();
            open.abort();
            stage.settle();
            assertThat(read.track.newest()).extracting(Group::state).isEqualTo(Group.State.ABORTED);
        }
    }

    @Test
    void what_is_not_within_its_scope_a_peer_neither_sees_nor_gets() {
        publisher.announce(produced.broadcast);
        publisher.announce(new Produced("private/a", stage.budget, "chunks").broadcast);
        stage.join(
                MoqProtocols.MOQT_18,
                new SessionRoles(publisher, new Scope("", List.of("ec")), null, Scope.NONE),
                SessionRoles.subscribing(subscriber));
        assertThat(subscriber.announced()).extracting(Broadcast::name).containsExactly("ec/a");
    }

    @Test
    void a_relay_between_takes_it_by_one_protocol_and_gives_it_by_another() {
        publisher.announce(produced.broadcast);
        Origin relay = stage.origin(5);
        stage.join(LiteVersion.LITE_05, SessionRoles.publishing(publisher), SessionRoles.both(relay));
        stage.join(MoqProtocols.MOQT_18, SessionRoles.both(relay), SessionRoles.subscribing(subscriber));
        try (Read read = new Read(track("chunks"))) {
            stage.settle();
            produced.group("chunks", 9, "x", "y");
            stage.settle();
            assertThat(read.groups()).containsExactly("9:x y");
        }
    }

    @Test
    void a_peer_that_goes_away_is_told_of_and_its_broadcasts_end_after_a_while() {
        Stage.Joined joined = join();
        joined.opener().goaway("https://b/");
        stage.settle();
        assertThat(stage.told).contains("acceptor is to go to \"https://b/\"");
        joined.opener().close(SessionCode.CANCEL, "done");
        stage.settle();
        assertThat(stage.told).contains("opener closed 0", "acceptor closed 0");
        stage.advance(Duration.ofSeconds(6));
        assertThat(subscriber.announced()).isEmpty();
    }
}
