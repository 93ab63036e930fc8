package channel.every.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The jobs that can be started here: those of docs/OPERATIONS.md whose definition is deployed. */
final class JobCatalog {
    private static final List<String> KNOWN = List.of(
            "proof-windows",
            "proof-duplicates",
            "archive-convergence",
            "archive-convergence-measurement",
            "archive-verify",
            "archive-sync");

    /** Jakarta Batch 8.8.1.4: how a job definition refers to a parameter. */
    private static final Pattern PARAMETER = Pattern.compile("#\\{jobParameters\\['([^']+)'\\]}");

    private JobCatalog() {}

    /** Jakarta Batch 10.7.1: a job is defined by an XML document of its name below META-INF/batch-jobs. */
    static List<String> names() {
        return KNOWN.stream()
                .filter(name -> JobCatalog.class.getResource(definition(name)) != null)
                .toList();
    }

    /** The parameters that a deployed job reads. */
    static SortedSet<String> parameters(String job) {
        try (InputStream in = JobCatalog.class.getResourceAsStream(definition(job))) {
            if (in == null) {
                throw new IllegalArgumentException("no job is deployed as \"" + job + '"');
            }
            return PARAMETER
                    .matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .results()
                    .map(reference -> reference.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException("the definition of job " + job + " cannot be read", e);
        }
    }

    private static String definition(String job) {
        return "/META-INF/batch-jobs/" + job + ".xml";
    }
}
