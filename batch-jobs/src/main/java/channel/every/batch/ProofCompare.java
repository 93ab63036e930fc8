package channel.every.batch;

import channel.every.json.Json;
import channel.every.proof.ProofComparison;
import channel.every.proof.ProofLedger;
import channel.every.proof.ProofReport;
import channel.every.proof.PublisherInput;
import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.runtime.context.JobContext;
import jakarta.batch.runtime.context.StepContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** The last step of a proof job: compares the ledgers. Its exit status is the verdict, its user data the comparison. */
@Named("proofCompare")
@Dependent
public class ProofCompare extends AbstractBatchlet {
    private final JobContext job;
    private final ProofPlaces places;
    private final StepContext step;

    @Inject
    public ProofCompare(JobContext job, StepContext step, ProofPlaces places) {
        this.job = job;
        this.places = places;
        this.step = step;
    }

    @Override
    public String process() throws IOException {
        ProofJob proof = ProofJob.of(job, places);
        List<ProofReport> reports = new ArrayList<>();
        for (PublisherInput input : proof.inputs()) {
            ProofReport report = ProofLedger.read(proof.ledger(input.publisher()));
            Files.writeString(proof.output().resolve(input.publisher() + ".json"), Json.pretty(report));
            reports.add(report);
        }
        ProofComparison comparison = ProofComparison.of(reports, proof.overlap());
        String json = Json.pretty(comparison);
        Files.writeString(proof.output().resolve("compare.json"), json);
        step.setPersistentUserData(json);
        return comparison.status();
    }
}
