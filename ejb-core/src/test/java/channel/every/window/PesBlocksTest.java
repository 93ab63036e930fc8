package channel.every.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PesBlocksTest {
    private static final int BLOCK = 1 << 16;
    private static final int LARGEST = 1 << 19;
    private static final int SPARES = 2;

    /** PES packets of any size come, and the oldest are forgotten now and then, as windows are cut or a bound is reached. */
    @Test
    void blocks_take_no_more_than_twice_what_they_hold_and_two_of_the_largest() {
        long seed = Long.getLong("seed", new Random().nextLong());
        System.out.println("PES packets in blocks, -Dseed=" + seed);
        Random random = new Random(seed);
        byte[] payload = new byte[184];
        for (int run = 0; run < 20; run++) {
            PesBlocks blocks = new PesBlocks(BLOCK);
            Deque<PesUnit> units = new ArrayDeque<>();
            int usual = 1 + random.nextInt(LARGEST / 2);
            long held = 0;
            for (int i = 0; i < 300; i++) {
                PesUnit unit = new PesUnit(blocks);
                int length = random.nextInt(20) == 0 ? LARGEST : random.nextInt(usual);
                for (int at = 0; at < length; at += payload.length) {
                    unit.append(payload, 0, payload.length);
                }
                held += unit.length();
                units.add(unit);
                for (int forgotten = random.nextInt(4) == 0 ? random.nextInt(units.size()) : 0;
                        forgotten > 0;
                        forgotten--) {
                    PesUnit oldest = units.remove();
                    held -= oldest.length();
                    oldest.forget();
                }
                assertThat(blocks.allocated())
                        .as("-Dseed=%d, run %d, unit %d", seed, run, i)
                        .isLessThanOrEqualTo(2 * held + 2 * 2 * (LARGEST + payload.length) + (2 + SPARES) * BLOCK);
            }
            units.forEach(PesUnit::forget);
            assertThat(blocks.allocated()).isLessThanOrEqualTo(2 * (LARGEST + payload.length) + (1 + SPARES) * BLOCK);
        }
    }
}
