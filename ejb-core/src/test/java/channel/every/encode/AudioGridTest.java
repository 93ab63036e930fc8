package channel.every.encode;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.clock.ChunkCadence;
import channel.every.clock.ChunkIndex;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class AudioGridTest {
    private static final ChunkCadence D = ChunkCadence.DEFAULT;

    @Test
    void the_first_window_starts_on_a_frame() {
        AudioGrid grid = AudioGrid.of(new ChunkIndex(0), D);

        assertThat(grid).isEqualTo(new AudioGrid(0, 0, 47));
        assertThat(grid.feedFrom()).isEqualTo(480_000 - 4 * 1024);
        assertThat(grid.feedTo()).isEqualTo(480_000 + 50 * 1024);
        assertThat(grid.keepFrom()).isZero();
        assertThat(grid.keepTo()).isEqualTo(47 * 1024);
    }

    @Test
    void the_second_window_starts_inside_a_frame_that_the_first_one_owns() {
        AudioGrid grid = AudioGrid.of(new ChunkIndex(1), D);

        assertThat(grid).isEqualTo(new AudioGrid(48_048, 47, 94));
        assertThat(grid.keepFrom()).isEqualTo(80);
        assertThat(grid.keepTo()).isEqualTo(47 * 1024 + 80);
    }

    @Test
    void neighbours_share_no_frame_and_leave_none_out() {
        LongStream.range(1_780_000_000L, 1_780_000_200L)
                .forEach(index -> assertThat(
                                AudioGrid.of(new ChunkIndex(index), D).endFrame())
                        .isEqualTo(AudioGrid.of(new ChunkIndex(index + 1), D).firstFrame()));
    }

    @Test
    void a_window_owns_46_or_47_frames_at_1001_ms_and_93_or_94_at_2000_ms() {
        assertThat(IntStream.range(0, 200)
                        .map(index -> AudioGrid.of(new ChunkIndex(index), D).frames()))
                .containsOnly(46, 47);
        assertThat(IntStream.range(0, 200)
                        .map(index -> AudioGrid.of(new ChunkIndex(index), new ChunkCadence(2000))
                                .frames()))
                .containsOnly(93, 94);
    }
}
