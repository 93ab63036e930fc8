package channel.every.hash;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What {@link HashPathTest} runs in JVMs of its own: prints the path, what it meets and costs. */
final class HashPathProbe {
    private HashPathProbe() {}

    public static void main(String[] arguments) {
        PublishedVectors vectors = PublishedVectors.read();
        System.out.println(Blake3.path());
        System.out.println(vectors.cases().stream()
                        .filter(vector -> Blake3.hash(PublishedVectors.input(vector.length()))
                                .toString()
                                .equals(vector.hash()))
                        .count()
                + " by the path");
        System.out.println(allocated() + " bytes allocated by a hasher in use");
        if (arguments.length == 1 && arguments[0].equals("vector")) {
            System.out.println(VectorCompression.WIDTH + " lanes");
            System.out.println(vectors.cases().stream()
                            .filter(vector -> byVectors(PublishedVectors.input(vector.length()))
                                    .equals(vector.hash()))
                            .count()
                    + " by vectors");
        }
    }

    private static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        byte[] input = PublishedVectors.input(102_400);
        byte[] digest = new byte[Blake3Hash.BYTES];
        Blake3Hasher hasher = Blake3.hasher();
        long before = 0;
        // The first rounds make the rows of the tree and link the call sites.
        for (int round = 0; round < 4; round++) {
            before = threads.getCurrentThreadAllocatedBytes();
            hasher.reset()
                    .update(input, 0, 50_000)
                    .update(input, 50_000, 52_400)
                    .finish(digest, 0);
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static String byVectors(byte[] input) {
        return new Blake3Hasher(new ChunkTree(Blake3Mode.HASH, new VectorKernel()))
                .update(input)
                .finish()
                .toString();
    }
}
