package channel.every.mesh.follow;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.moq.CacheBudget;
import channel.every.moq.Frame;
import channel.every.moq.Group;
import channel.every.moq.Track;
import channel.every.moq.TrackEnd;
import channel.every.moq.TrackInfo;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WholeGroupsTest {
    private final Track track = new Track(
            "chunks",
            new TrackInfo(1, false, 0, 1000),
            new CacheBudget(1 << 20, Duration.ofMinutes(1), InstantSource.fixed(Instant.EPOCH)));
    private final WholeGroups groups = new WholeGroups(track);

    @Test
    void groups_come_once_each_as_they_are_complete() throws Exception {
        Group older = track.begin(7);
        older.append(frame(1));
        Group newer = track.begin(8);
        newer.append(frame(2));
        newer.finish();
        assertThat(sequence(groups.next())).isEqualTo(8);
        older.append(frame(3));
        older.finish();
        WholeGroup late = Objects.requireNonNull(groups.next());
        assertThat(late.sequence()).isEqualTo(7);
        assertThat(late.frames()).extracting(each -> each.payload()[0]).containsExactly((byte) 1, (byte) 3);
        track.end(new TrackEnd.Ended());
        assertThat(groups.next()).isNull();
    }

    @Test
    void a_group_that_breaks_off_is_counted_and_never_given_out() throws Exception {
        Group broken = track.begin(1);
        broken.append(frame(1));
        broken.abort();
        Group whole = track.begin(2);
        whole.append(frame(2));
        whole.finish();
        assertThat(sequence(groups.next())).isEqualTo(2);
        assertThat(groups.lost()).isEqualTo(1);
    }

    @Test
    void whoever_waits_is_woken_by_a_group_and_by_the_close() throws Exception {
        CompletableFuture<Long> first = CompletableFuture.supplyAsync(this::nextSequence);
        Group group = track.begin(5);
        group.append(frame(1));
        group.finish();
        assertThat(first.get()).isEqualTo(5);
        CompletableFuture<Long> second = CompletableFuture.supplyAsync(this::nextSequence);
        groups.close();
        assertThat(second.get()).isEqualTo(-1);
        assertThat(track.subscribers()).isZero();
    }

    private long nextSequence() {
        try {
            WholeGroup next = groups.next();
            return next == null ? -1 : next.sequence();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long sequence(@Nullable WholeGroup group) {
        return Objects.requireNonNull(group).sequence();
    }

    private static Frame frame(int value) {
        return new Frame(0, new byte[] {(byte) value});
    }
}
