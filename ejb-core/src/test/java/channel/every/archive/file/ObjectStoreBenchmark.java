package channel.every.archive.file;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.archive.ObjectStore;
import channel.every.archive.PutOutcome;
import channel.every.hash.Blake3;
import channel.every.hash.Blake3Hash;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Durable objects per second on the disk of the temporary directory, against a peer that syncs each file and its directory. A disk is
 * slower one minute than the next, so that runs one after the other say little: here every round lets each way put sixteen ({@code -Dstore.writers=}) new objects,
 * in an order drawn anew, and what counts is the ratio of two ways within a round, as the median of all rounds. A group shares syncs and no
 * bandwidth: the faster the disk syncs, the smaller ({@code -Dstore.bytes=}) objects must be for it to show. Not part of the build:
 * <pre>
 * ./mvnw -q -pl ejb-core -am test -Dtest=ObjectStoreBenchmark -Dsurefire.failIfNoSpecifiedTests=false -DargLine=-Djava.io.tmpdir=DISK
 * </pre>
 */
public class ObjectStoreBenchmark {
    private static final int OBJECTS = Integer.getInteger("store.writers", 16);
    private static final int BYTES = Integer.getInteger("store.bytes", 400_000);
    private static final int WARM_UP = 30;
    private static final int ROUNDS = Integer.getInteger("store.rounds", 100);

    /** Drawings with replacement, whose middle 95 % is the interval that a median is given with. */
    private static final int RESAMPLED = 10_000;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final Random random = new Random(1);
    private final byte[][] pool = new byte[OBJECTS][BYTES];

    @TempDir(cleanup = CleanupMode.ALWAYS)
    Path root;

    private enum Way {
        /** What a store without a group does: write, fsync, rename, fsync of the directory, one object after the other. */
        PEER,
        /** The same, each on a thread of its own. */
        PEER_BY_THREADS,
        /** Our store on as many threads, whose commits it shares. */
        THREADS,
        /** Our store, all objects in one call. */
        TOGETHER,
        /** Our store, one object after the other: no group, and no more than the store costs. */
        ONE_BY_ONE
    }

    @Test
    void measure() throws Exception {
        for (byte[] each : pool) {
            random.nextBytes(each);
        }
        ObjectStore store = new FileObjectStore(root);
        List<Way> ways = new ArrayList<>(List.of(Way.values()));
        double[][] seconds = new double[ways.size()][ROUNDS];
        try (ExecutorService threads = Executors.newFixedThreadPool(OBJECTS)) {
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                Collections.shuffle(ways, random);
                for (Way way : ways) {
                    List<byte[]> objects = objects();
                    long before = System.nanoTime();
                    put(way, objects, store, threads);
                    double took = (System.nanoTime() - before) / 1e9;
                    if (round >= 0) {
                        seconds[way.ordinal()][round] = took;
                    }
                    assertThat(present(way, objects, store)).isTrue();
                }
            }
        }
        for (Way way : Way.values()) {
            System.out.printf("%-16s %6.0f objects/s (median round)%n", way, OBJECTS / median(seconds[way.ordinal()]));
        }
        for (Way ours : List.of(Way.THREADS, Way.TOGETHER, Way.ONE_BY_ONE)) {
            for (Way peer : List.of(Way.PEER, Way.PEER_BY_THREADS)) {
                ratio(ours, peer, seconds);
            }
        }
    }

    private void put(Way way, List<byte[]> objects, ObjectStore store, ExecutorService threads) throws Exception {
        switch (way) {
            case PEER -> {
                for (byte[] each : objects) {
                    sync(each);
                }
            }
            case PEER_BY_THREADS -> all(threads, objects, this::sync);
            case THREADS -> all(threads, objects, store::put);
            case TOGETHER -> store.putAll(objects);
            case ONE_BY_ONE -> {
                for (byte[] each : objects) {
                    store.put(each);
                }
            }
        }
    }

    private interface Put {
        PutOutcome put(byte[] object) throws IOException;
    }

    private static void all(ExecutorService threads, List<byte[]> objects, Put put) throws Exception {
        List<Callable<PutOutcome>> puts = new ArrayList<>();
        objects.forEach(each -> puts.add(() -> put.put(each)));
        for (Future<PutOutcome> each : threads.invokeAll(puts)) {
            each.get();
        }
    }

    private PutOutcome sync(byte[] object) throws IOException {
        Blake3Hash hash = Blake3.hash(object);
        Path name = peerName(hash);
        Path shard = Files.createDirectories(name.resolveSibling("").normalize());
        Path temporary = Files.createTempFile(root, "peer", ".tmp");
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(object));
            channel.force(true);
        }
        Files.move(temporary, name, StandardCopyOption.ATOMIC_MOVE);
        DirectorySync.force(shard);
        return new PutOutcome.Stored(hash);
    }

    private boolean present(Way way, List<byte[]> objects, ObjectStore store) throws IOException {
        for (byte[] each : objects) {
            Blake3Hash hash = Blake3.hash(each);
            boolean there = way == Way.PEER || way == Way.PEER_BY_THREADS
                    ? Files.size(peerName(hash)) == each.length
                    : store.findMissing(List.of(hash)).isEmpty();
            if (!there) {
                return false;
            }
        }
        return true;
    }

    private Path peerName(Blake3Hash hash) {
        return root.resolve("peer").resolve(hash.toString().substring(0, 2)).resolve(hash + ".bin");
    }

    private void ratio(Way ours, Way peer, double[][] seconds) {
        double[] ratios = new double[ROUNDS];
        Arrays.setAll(ratios, round -> seconds[peer.ordinal()][round] / seconds[ours.ordinal()][round]);
        double[] medians = new double[RESAMPLED];
        double[] drawn = new double[ROUNDS];
        for (int sample = 0; sample < RESAMPLED; sample++) {
            Arrays.setAll(drawn, i -> ratios[random.nextInt(ROUNDS)]);
            medians[sample] = median(drawn);
        }
        Arrays.sort(medians);
        System.out.printf(
                "%s is %.2f times as fast as %s (95 %%: %.2f to %.2f; %d rounds)%n",
                ours, median(ratios), peer, medians[RESAMPLED / 40], medians[RESAMPLED - RESAMPLED / 40], ROUNDS);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** New objects at the price of eight bytes each, so that making them is no part of what is measured. */
    private List<byte[]> objects() {
        List<byte[]> fresh = new ArrayList<>();
        for (byte[] each : pool) {
            LONG.set(each, 0, random.nextLong());
            fresh.add(each.clone());
        }
        return fresh;
    }
}
