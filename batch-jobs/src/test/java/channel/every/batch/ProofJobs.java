package channel.every.batch;

import java.nio.file.Path;
import java.util.Properties;

/** Proof jobs as a batch runtime runs them from their first step to their last. */
final class ProofJobs {
    private ProofJobs() {}

    /** Of one recording under two identities. @param root of the node's data */
    static KeptContexts of(Path root, Path recording, Path output) {
        KeptContexts contexts = new KeptContexts(root.resolve("data"));
        contexts.properties.setProperty("input", recording.toString());
        contexts.properties.setProperty("profile", "demo");
        contexts.properties.setProperty("output", output.toString());
        return contexts;
    }

    static Properties[] parts(KeptContexts contexts) throws Exception {
        return new ProofPartitions(contexts, contexts.places(), contexts.book)
                .mapPartitions()
                .getPartitionProperties();
    }

    static String compared(KeptContexts contexts) throws Exception {
        return new ProofCompare(contexts, contexts, contexts.places(), contexts.book).process();
    }

    /** Runs every partition and compares. @return the exit status */
    static String run(KeptContexts contexts) throws Exception {
        for (Properties part : parts(contexts)) {
            new ProofRun(contexts, null, part).toEnd();
        }
        return compared(contexts);
    }
}
