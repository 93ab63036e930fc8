package channel.every.hash;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The way from the scalar to the vector kernel. Vector code that C2 has not compiled yet makes an object of every vector and
 * hashes about 10 MB/s, so the scalar kernel serves until a trial has seen the vector kernel make the same bytes in less time.
 * The trial decides speed only: it reads the CPU time of its own thread, and no hash depends on it.
 */
final class WarmUp {
    /** A JVM that hashes so many groups, 1 MiB, will hash more: it starts the trial by itself. */
    private static final int GROUPS_BEFORE_TRIAL = 64;

    /** Passes that the vector kernel must win one after the other: a single one may be luck. */
    private static final int WINS = 16;

    /** What a trial may cost before the scalar kernel is kept for good, in nanoseconds: C2 takes about one second. */
    private static final long MOST_CPU_NANOS = 10_000_000_000L;

    private static final System.Logger LOG = System.getLogger(WarmUp.class.getName());

    private static final AtomicInteger scalarGroups = new AtomicInteger();
    private static volatile HashPath path = atStart();

    private WarmUp() {}

    static HashPath path() {
        return path;
    }

    /** The kernel for the next group of an input whose groups {@code held} has hashed so far. */
    static ChainingKernel kernel(ChainingKernel held) {
        if (held instanceof VectorKernel) {
            return held;
        }
        return switch (path) {
            case HashPath.Vector vector -> new VectorKernel();
            case HashPath.Scalar scalar -> held;
            case HashPath.Warming warming -> {
                if (scalarGroups.incrementAndGet() == GROUPS_BEFORE_TRIAL) {
                    Thread.ofPlatform().daemon().name("blake3-warm-up").start(WarmUp::run);
                }
                yield held;
            }
        };
    }

    /** Runs the trial unless it was run, and returns when it is decided. */
    static synchronized HashPath run() {
        if (path instanceof HashPath.Warming) {
            path = trial();
            LOG.log(System.Logger.Level.DEBUG, "BLAKE3 path: {0}", path);
        }
        return path;
    }

    private static HashPath atStart() {
        try {
            Class.forName("jdk.incubator.vector.IntVector", false, WarmUp.class.getClassLoader());
        } catch (ClassNotFoundException absent) {
            return new HashPath.Scalar(
                    "module jdk.incubator.vector is absent; start Java with --add-modules jdk.incubator.vector");
        }
        return new HashPath.Warming();
    }

    private static HashPath trial() {
        if (VectorCompression.WIDTH < VectorKernel.FEWEST_LANES) {
            return new HashPath.Scalar("this machine's vectors have " + VectorCompression.WIDTH + " lanes");
        }
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Pass scalar = new Pass(new ScalarKernel());
        Pass vector = new Pass(new VectorKernel());
        int wins = 0;
        long start = threads.getCurrentThreadCpuTime();
        long before = start;
        while (before - start < MOST_CPU_NANOS) {
            scalar.run();
            long between = threads.getCurrentThreadCpuTime();
            vector.run();
            long after = threads.getCurrentThreadCpuTime();
            if (!Arrays.equals(scalar.values, vector.values)) {
                LOG.log(
                        System.Logger.Level.ERROR,
                        "BLAKE3 with vectors is wrong on this JVM: a JVM bug, please report");
                return new HashPath.Scalar("vector code gives wrong hashes on this JVM");
            }
            wins = after - between < between - before ? wins + 1 : 0;
            if (wins == WINS) {
                return new HashPath.Vector(VectorCompression.WIDTH);
            }
            before = after;
        }
        return new HashPath.Scalar("this JVM does not compile vector code to anything faster");
    }

    /** Every shape of work that a hash consists of, once. */
    private static final class Pass {
        private static final int PART = ChunkTree.GROUP - 3;

        private final byte[] input = new byte[ChunkTree.GROUP_BYTES];
        private final byte[] values = new byte[2 * (ChunkTree.GROUP + PART) * Blake3Hash.BYTES];
        private final ChainingKernel kernel;

        Pass(ChainingKernel kernel) {
            this.kernel = kernel;
            for (int i = 0; i < input.length; i++) {
                input[i] = (byte) (i * 31 >> 3);
            }
        }

        void run() {
            int at = 0;
            for (int count : new int[] {ChunkTree.GROUP, PART}) {
                kernel.chunks(input, 0, count, 1L << 40, Blake3Mode.HASH, values, at);
                at += count * Blake3Hash.BYTES;
                kernel.parents(input, 0, count, 0, Blake3Mode.HASH, values, at);
                at += count * Blake3Hash.BYTES;
            }
        }
    }
}
