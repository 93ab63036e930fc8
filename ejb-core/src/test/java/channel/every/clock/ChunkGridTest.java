package channel.every.clock;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.time.Pts;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ChunkGridTest {
    private static final ChunkCadence D = ChunkCadence.DEFAULT;

    @Test
    void a_stamp_belongs_to_the_window_that_starts_at_or_before_it() {
        ChunkGrid grid = new ChunkGrid(D, 1000);
        long start = grid.startOf(42);
        assertThat(grid.indexAt(start)).isEqualTo(42);
        assertThat(grid.indexAt(start - 1)).isEqualTo(41);
        assertThat(grid.indexAt(start + D.ticks90k() - 1)).isEqualTo(42);
        assertThat(grid.startOf(43)).isEqualTo(start + D.ticks90k());
    }

    @Test
    void the_next_full_window_starts_at_or_after_a_stamp() {
        ChunkGrid grid = new ChunkGrid(D, 1000);
        assertThat(grid.firstFullAfter(grid.startOf(42))).isEqualTo(42);
        assertThat(grid.firstFullAfter(grid.startOf(42) + 1)).isEqualTo(43);
    }

    @Test
    void a_start_before_the_epochs_wrap_reads_as_33_bits() {
        assertThat(new ChunkGrid(D, 0).startPts(-1).ticks()).isEqualTo(Pts.MODULUS - D.ticks90k());
    }

    @Test
    void the_next_boundary_comes_after_now() {
        assertThat(D.nextBoundary(Instant.ofEpochMilli(2001))).isEqualTo(Instant.ofEpochMilli(2002));
        assertThat(D.nextBoundary(Instant.ofEpochMilli(2002))).isEqualTo(Instant.ofEpochMilli(3003));
    }
}
