package channel.every.batch;

import channel.every.identity.Label;
import channel.every.json.Json;
import channel.every.proof.ProofLedger;
import channel.every.proof.ProofReport;
import channel.every.proof.ProofWindow;
import channel.every.proof.PublisherInput;
import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.batch.runtime.context.JobContext;
import jakarta.batch.runtime.context.StepContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Adds windows to each publisher's ledger and says how far the job is. Its checkpoint is the ledgers' lengths by publisher. */
@Named("proofWindowsWriter")
@Dependent
public class ProofWindowsWriter extends AbstractItemWriter {
    private final JobContext job;
    private final ProofPlaces places;
    private final StepContext step;
    private final Map<Label, ProofLedger> ledgers = new LinkedHashMap<>();
    private long inputBytes;

    /** Of a partition; empty or absent for all. */
    @Inject
    @BatchProperty
    @Nullable
    String publisher;

    @Inject
    public ProofWindowsWriter(JobContext job, StepContext step, ProofPlaces places) {
        this.job = job;
        this.places = places;
        this.step = step;
    }

    /** What the step leaves as persistent user data while it runs. */
    private record Progress(long percent, long chunkIndex) {}

    @Override
    public void open(@Nullable Serializable checkpoint) throws IOException, InterruptedException {
        ProofJob proof = ProofJob.of(job, places);
        List<PublisherInput> inputs = proof.inputsOf(publisher == null ? "" : publisher);
        inputBytes = Files.size(inputs.getFirst().file());
        Files.createDirectories(proof.output());
        for (PublisherInput input : inputs) {
            String name = input.publisher().value();
            Path file = proof.ledger(input.publisher());
            ProofReport head = head(proof, input);
            ledgers.put(
                    input.publisher(),
                    checkpoint instanceof Map<?, ?> lengths && lengths.get(name) instanceof Long length
                            ? ProofLedger.resume(file, head, length)
                            : ProofLedger.begin(file, head));
        }
    }

    private static ProofReport head(ProofJob proof, PublisherInput input) throws IOException, InterruptedException {
        return new ProofReport(
                ProofReport.VERSION,
                input.publisher(),
                input.file().toString(),
                proof.settings().cadence().milliseconds(),
                proof.profile().name(),
                proof.encoder().profileHash(),
                List.of(),
                List.of());
    }

    @Override
    public void writeItems(List<Object> items) throws IOException {
        ProofWindow newest = null;
        for (Map.Entry<Label, ProofLedger> ledger : ledgers.entrySet()) {
            List<ProofWindow> made = new ArrayList<>();
            for (Object item : items) {
                made.add(Objects.requireNonNull(
                        ((EncodedWindow) item).byPublisher().get(ledger.getKey())));
            }
            ledger.getValue().append(made);
            newest = made.getLast();
        }
        if (newest != null) {
            Progress progress = new Progress(
                    newest.inputOffset() * 100 / Math.max(1, inputBytes),
                    newest.chunkIndex().value());
            step.setPersistentUserData(Json.mapper().writeValueAsString(progress));
        }
    }

    @Override
    public Serializable checkpointInfo() throws IOException {
        HashMap<String, Long> lengths = new HashMap<>();
        for (Map.Entry<Label, ProofLedger> ledger : ledgers.entrySet()) {
            lengths.put(ledger.getKey().value(), ledger.getValue().position());
        }
        return lengths;
    }

    @Override
    public void close() throws IOException {
        for (ProofLedger ledger : ledgers.values()) {
            ledger.close();
        }
    }
}
