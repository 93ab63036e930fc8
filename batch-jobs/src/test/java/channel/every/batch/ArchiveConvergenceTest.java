package channel.every.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.Metric;
import jakarta.batch.runtime.context.StepContext;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class ArchiveConvergenceTest {
    private static final String RECORD =
            "{\"broadcast\":\"la-kcop\",\"rendition\":\"720p\",\"track\":\"publisher.m4s\",\"group_sequence\":7"
                    + ",\"hash\":\"ea8f163db38682925e4491c5e58d4bb3506ef8c14eb78a86e908c5624a67200f\""
                    + ",\"received_unix_ms\":9,\"source_node\":\"%s\"}%n";

    @TempDir
    Path directory;

    @Test
    void equal_archives_end_the_step_proven() throws IOException {
        write("a", "node-1");
        write("b", "node-2");
        KeptStep step = new KeptStep();
        Path report = directory.resolve("report.json");
        assertThat(batchlet(step, "a=" + directory.resolve("a") + ",b=" + directory.resolve("b"), report.toString())
                        .process())
                .isEqualTo("proven");
        assertThat(report).content().contains("\"ok\" : true");
        assertThat(step.kept).isEqualTo(Files.readString(report));
    }

    @Test
    void copies_of_one_node_end_the_step_unproven() throws IOException {
        write("a", "node-1");
        write("b", "node-1");
        KeptStep step = new KeptStep();
        assertThat(batchlet(step, "a=" + directory.resolve("a") + ",b=" + directory.resolve("b"), "")
                        .process())
                .isEqualTo("unproven");
        assertThat(String.valueOf(step.kept)).contains("\"status\" : \"unproven\"");
    }

    @Test
    void a_job_without_sources_fails_with_the_parameter_named() {
        assertThatThrownBy(() -> batchlet(new KeptStep(), null, null).process())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("job parameter sources is absent");
    }

    @Test
    void the_job_names_this_artifact_and_its_properties() throws Exception {
        Document job;
        try (InputStream in = getClass().getResourceAsStream("/META-INF/batch-jobs/archive-convergence.xml")) {
            job = DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(in);
        }
        assertThat(job.getDocumentElement().getAttribute("id")).isEqualTo("archive-convergence");
        assertThat(((Element) job.getElementsByTagName("batchlet").item(0)).getAttribute("ref"))
                .isEqualTo(ArchiveConvergence.class.getAnnotation(Named.class).value());
        for (int i = 0; i < job.getElementsByTagName("property").getLength(); i++) {
            String name = ((Element) job.getElementsByTagName("property").item(i)).getAttribute("name");
            assertThat(ArchiveConvergence.class).hasDeclaredFields(name);
        }
    }

    private ArchiveConvergence batchlet(StepContext step, @Nullable String sources, @Nullable String output) {
        ArchiveConvergence batchlet = new ArchiveConvergence(step);
        batchlet.sources = sources;
        batchlet.track = "publisher.m4s";
        batchlet.overlap = "false";
        batchlet.output = output;
        return batchlet;
    }

    private void write(String root, String node) throws IOException {
        Path folder = Files.createDirectories(directory.resolve(root).resolve("la-kcop"));
        Files.writeString(folder.resolve("publisher.m4s.jsonl"), RECORD.formatted(node));
    }

    /** A step that keeps its user data. */
    private static final class KeptStep implements StepContext {
        @Nullable
        Serializable kept;

        @Override
        public String getStepName() {
            return "compare";
        }

        @Override
        public @Nullable Object getTransientUserData() {
            return null;
        }

        @Override
        public void setTransientUserData(Object data) {
            throw new UnsupportedOperationException("nothing is passed between artifacts");
        }

        @Override
        public long getStepExecutionId() {
            return 1;
        }

        @Override
        public Properties getProperties() {
            return new Properties();
        }

        @Override
        public @Nullable Serializable getPersistentUserData() {
            return kept;
        }

        @Override
        public void setPersistentUserData(Serializable data) {
            kept = data;
        }

        @Override
        public BatchStatus getBatchStatus() {
            return BatchStatus.STARTED;
        }

        @Override
        public @Nullable String getExitStatus() {
            return null;
        }

        @Override
        public void setExitStatus(String status) {
            throw new UnsupportedOperationException("process() returns the status");
        }

        @Override
        public @Nullable Exception getException() {
            return null;
        }

        @Override
        public Metric[] getMetrics() {
            return new Metric[0];
        }
    }
}
