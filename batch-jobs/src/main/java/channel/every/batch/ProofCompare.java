package channel.every.batch;

import channel.every.json.Json;
import channel.every.node.JobBook;
import channel.every.proof.DroppedWindow;
import channel.every.proof.ProofComparison;
import channel.every.proof.ProofLedger;
import channel.every.proof.ProofReport;
import channel.every.proof.ProofWindow;
import channel.every.proof.PublisherInput;
import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.runtime.context.JobContext;
import jakarta.batch.runtime.context.StepContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The last step of a proof job: puts the partitions' ledgers together and compares publishers. Its exit status is the verdict, its user
 * data the comparison; of a single publisher, whether every window was encoded, and its report.
 */
@Named("proofCompare")
@Dependent
public class ProofCompare extends AbstractBatchlet {
    private final JobContext job;
    private final ProofPlaces places;
    private final StepContext step;
    private final JobBook book;

    @Inject
    public ProofCompare(JobContext job, StepContext step, ProofPlaces places, JobBook book) {
        this.job = job;
        this.places = places;
        this.step = step;
        this.book = book;
    }

    @Override
    public String process() throws IOException {
        try {
            return compare();
        } catch (IOException | IllegalArgumentException e) {
            new JobNotes(job, book).failed(e);
            throw e;
        }
    }

    private String compare() throws IOException {
        ProofJob proof = ProofJob.of(job, places);
        List<ProofReport> reports = new ArrayList<>();
        for (PublisherInput input : proof.inputs()) {
            ProofReport report = whole(proof, input);
            Files.writeString(proof.output().resolve(input.publisher() + ".json"), Json.pretty(report));
            reports.add(report);
        }
        if (reports.size() == 1) {
            step.setPersistentUserData(Json.pretty(reports.getFirst()));
            return reports.getFirst().complete() ? "complete" : "incomplete";
        }
        ProofComparison comparison = ProofComparison.of(reports, proof.overlap());
        String json = Json.pretty(comparison);
        Files.writeString(proof.output().resolve("compare.json"), json);
        step.setPersistentUserData(json);
        return comparison.status();
    }

    private static ProofReport whole(ProofJob proof, PublisherInput input) throws IOException {
        List<ProofPart> parts = proof.parts(1).stream()
                .filter(part -> part.publisher().equals(input.publisher()))
                .toList();
        List<ProofWindow> windows = new ArrayList<>();
        ProofReport head = null;
        for (ProofPart part : parts) {
            ProofReport read = ProofLedger.read(part.ledger(proof));
            windows.addAll(read.windows());
            head = read.head();
        }
        if (head == null) {
            throw new IOException(proof.output() + " holds no ledger of " + input.publisher());
        }
        windows.sort(Comparator.comparing(ProofWindow::chunkIndex));
        // Every part has read the whole recording.
        List<DroppedWindow> dropped = Json.mapper()
                .readValue(parts.getFirst().dropped(proof).toFile(), new TypeReference<List<DroppedWindow>>() {});
        return head.with(windows, dropped);
    }
}
