package channel.every.node;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.clock.ChunkCadence;
import channel.every.clock.ChunkIndex;
import channel.every.hash.Blake3;
import channel.every.window.ProofStanding;
import channel.every.window.SourceWindow;
import channel.every.window.WindowInput;
import channel.every.window.WindowQuality;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class EncodeQueueTest {
    private static final long PATIENCE_SECONDS = 60;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final EncodeWorkers workers = new EncodeWorkers(threads, 2);
    private final List<Publication> publications = new ArrayList<>();
    private final Overload overload = new Overload(new AtomicLong());

    @AfterEach
    void stop() {
        publications.forEach(each -> each.queue.close());
        threads.shutdownNow();
    }

    @Test
    void publishers_of_a_broadcast_that_are_too_slow_keep_the_same_windows() throws Exception {
        Publication a = new Publication();
        Publication b = new Publication();
        for (int i = 0; i < 200; i++) {
            a.queue.offer(window(i));
            // b receives the same air a little later
            if (i >= 3) {
                b.queue.offer(window(i - 3));
            }
            // one of two windows is encoded
            if (i % 2 == 0 || i >= 3) {
                (i % 2 == 0 ? a : b).encodeOne();
            }
        }
        LongStream.range(197, 200).forEach(late -> b.queue.offer(window(late)));
        a.turns.release(1000);
        b.turns.release(1000);
        a.awaitAll(200);
        b.awaitAll(200);

        assertThat(a.encoded).isEqualTo(b.encoded).isSorted().hasSizeBetween(50, 150);
        assertThat(sorted(a.dropped)).isEqualTo(sorted(b.dropped));
        assertThat(sorted(Stream.concat(a.encoded.stream(), a.dropped.stream()).toList()))
                .as("every window is encoded or dropped, once")
                .isEqualTo(LongStream.range(0, 200).boxed().toList());
    }

    @Test
    void a_publisher_whose_encoder_hangs_loses_windows_alone() throws Exception {
        Publication hung = new Publication();
        hung.queue.offer(window(0));
        assertThat(hung.started.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        Publication well = new Publication();
        well.turns.release(1000);
        for (int i = 1; i <= 40; i++) {
            hung.queue.offer(window(i));
            well.queue.offer(window(i));
            if (i > 20) {
                well.awaitAll(i);
            }
        }

        assertThat(well.encoded)
                .as("once the other is seen to hang")
                .endsWith(LongStream.rangeClosed(22, 40).boxed().toArray(Long[]::new));
        assertThat(hung.encoded).isEmpty();
        assertThat(hung.dropped).hasSize(40 - EncodeQueue.MAX_PENDING_WINDOWS);
    }

    @Test
    void a_publisher_in_time_drops_nothing() throws Exception {
        Publication a = new Publication();
        a.turns.release(1000);
        for (int i = 0; i < 50; i++) {
            a.queue.offer(window(i));
            a.awaitAll(i + 1);
        }

        assertThat(a.dropped).isEmpty();
        assertThat(a.encoded).hasSize(50);
    }

    @Test
    void a_window_that_another_publisher_has_begun_is_not_given_up() {
        overload.begin(new ChunkIndex(7));

        assertThat(overload.giveUp(indexes(7, 8, 9))).isEqualTo(new ChunkIndex(8));
        assertThat(overload.begin(new ChunkIndex(8))).isFalse();
        assertThat(overload.giveUp(indexes(7))).as("far behind").isEqualTo(new ChunkIndex(7));
        assertThat(overload.begin(new ChunkIndex(7))).isTrue();
    }

    @Test
    void a_closed_queue_lets_its_encoder_go_and_takes_no_more() throws Exception {
        Publication a = new Publication();
        a.queue.offer(window(1));
        assertThat(a.started.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        a.queue.close();
        a.queue.offer(window(2));
        threads.shutdown();

        assertThat(threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(a.encoded).isEmpty();
        assertThat(a.queue.size()).isZero();
    }

    private static List<ChunkIndex> indexes(long... values) {
        return LongStream.of(values).mapToObj(ChunkIndex::new).toList();
    }

    private static List<Long> sorted(List<Long> values) {
        return values.stream().sorted().toList();
    }

    private static SourceWindow window(long index) {
        byte[] none = {};
        return new SourceWindow(
                new ChunkIndex(index),
                ChunkCadence.DEFAULT,
                true,
                ProofStanding.ELIGIBLE,
                new WindowInput(none, Blake3.hash(none), null, null, List.of()),
                WindowQuality.WHOLE);
    }

    /** A publisher whose encoder waits for its turn. */
    private final class Publication implements EncodeQueue.Work {
        final List<Long> encoded = Collections.synchronizedList(new ArrayList<>());
        final List<Long> dropped = Collections.synchronizedList(new ArrayList<>());
        final CountDownLatch started = new CountDownLatch(1);
        final Semaphore done = new Semaphore(0);
        final EncodeQueue queue = new EncodeQueue(workers, overload, this);

        /** Windows that may still be encoded before the encoder stands. */
        final Semaphore turns = new Semaphore(0);

        final Semaphore used = new Semaphore(0);

        Publication() {
            publications.add(this);
        }

        void encodeOne() throws InterruptedException {
            turns.release();
            assertThat(used.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        }

        @Override
        public void encode(SourceWindow window) throws InterruptedException {
            started.countDown();
            turns.acquire();
            encoded.add(window.index().value());
            used.release();
            done.release();
        }

        @Override
        public void dropped(SourceWindow window) {
            dropped.add(window.index().value());
            done.release();
        }

        /** Until so many windows have been encoded or dropped. */
        void awaitAll(int windows) throws InterruptedException {
            assertThat(done.tryAcquire(windows, PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
            done.release(windows);
        }
    }
}
