package channel.every.web;

import java.util.List;

/** The jobs that can be started here: those of docs/OPERATIONS.md whose definition is deployed. */
final class JobCatalog {
    private static final List<String> KNOWN = List.of(
            "proof-windows",
            "proof-duplicates",
            "archive-convergence",
            "archive-convergence-measurement",
            "archive-verify",
            "archive-sync");

    private JobCatalog() {}

    /** Jakarta Batch 10.7.1: a job is defined by an XML document of its name below META-INF/batch-jobs. */
    static List<String> names() {
        return KNOWN.stream()
                .filter(name -> JobCatalog.class.getResource("/META-INF/batch-jobs/" + name + ".xml") != null)
                .toList();
    }
}
