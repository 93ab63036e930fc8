package channel.every.hash;

/** What {@link HashPathTest} runs in JVMs of its own: prints the path, and how many published vectors the vector kernel meets. */
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
        if (arguments.length == 1 && arguments[0].equals("vector")) {
            System.out.println(VectorCompression.WIDTH + " lanes");
            System.out.println(vectors.cases().stream()
                            .filter(vector -> byVectors(PublishedVectors.input(vector.length()))
                                    .equals(vector.hash()))
                            .count()
                    + " by vectors");
        }
    }

    private static String byVectors(byte[] input) {
        return new Blake3Hasher(new ChunkTree(Blake3Mode.HASH, new VectorKernel()))
                .update(input)
                .finish()
                .toString();
    }
}
