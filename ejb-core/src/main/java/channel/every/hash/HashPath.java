package channel.every.hash;

/** Which code hashes in this JVM; health and command line print it. All paths give the same hashes. */
public sealed interface HashPath {
    /** @param lanes chunks that are hashed side by side */
    record Vector(int lanes) implements HashPath {
        @Override
        public String toString() {
            return "vector, " + lanes + " lanes";
        }
    }

    /** Vectors are there, but until the JVM has compiled their code the scalar code is faster and runs. */
    record Warming() implements HashPath {
        @Override
        public String toString() {
            return "scalar until the vector code is compiled";
        }
    }

    /** @param reason why no vectors, and what to do about it */
    record Scalar(String reason) implements HashPath {
        @Override
        public String toString() {
            return "scalar: " + reason;
        }
    }
}
