package channel.every.web;

import static channel.every.web.Records.hash;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DiscontinuityCountTest {
    private final DiscontinuityCount count = new DiscontinuityCount();

    @Test
    void a_change_counts_once_when_it_has_slid_to_the_front() {
        assertThat(count.before(windows(1, 5))).isZero();
        assertThat(count.before(windows(9, 12))).isZero();
        assertThat(count.before(windows(9, 13))).isZero();
        assertThat(count.before(windows(10, 14))).isEqualTo(1);
        assertThat(count.before(windows(11, 15))).isEqualTo(1);
    }

    @Test
    void asking_again_does_not_count_again() {
        count.before(windows(8, 12));
        assertThat(count.before(windows(10, 14))).isEqualTo(1);
        assertThat(count.before(windows(10, 14))).isEqualTo(1);
    }

    @Test
    void changes_between_two_questions_that_nobody_saw_do_not_count() {
        count.before(windows(1, 5));
        assertThat(count.before(windows(15, 18))).isZero();
    }

    /** The init segment changes with window 10. */
    private static List<PlaylistWindow> windows(long first, long last) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(index -> new PlaylistWindow(index, index * 1001, 1.001, hash(9), hash(index < 10 ? 1 : 2), 1))
                .toList();
    }
}
