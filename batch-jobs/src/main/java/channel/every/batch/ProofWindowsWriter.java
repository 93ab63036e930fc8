package channel.every.batch;

import channel.every.node.JobBook;
import channel.every.proof.ProofLedger;
import channel.every.proof.ProofReport;
import channel.every.proof.ProofWindow;
import channel.every.proof.PublisherInput;
import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Adds windows to a partition's ledger and says how far it is. Its checkpoint is the ledger's length. */
@Named("proofWindowsWriter")
@Dependent
public class ProofWindowsWriter extends AbstractItemWriter {
    private final JobContext job;
    private final ProofPlaces places;
    private final JobBook book;
    private @Nullable ProofPart mine;
    private @Nullable ProofLedger ledger;
    private long inputBytes;

    @Inject
    @BatchProperty
    @Nullable
    String publisher;

    @Inject
    @BatchProperty
    @Nullable
    String part;

    @Inject
    @BatchProperty
    @Nullable
    String parts;

    @Inject
    public ProofWindowsWriter(JobContext job, ProofPlaces places, JobBook book) {
        this.job = job;
        this.places = places;
        this.book = book;
    }

    @Override
    public void open(@Nullable Serializable checkpoint) throws IOException, InterruptedException {
        ProofJob proof = ProofJob.of(job, places);
        mine = ProofPart.of(publisher, part, parts);
        PublisherInput input = mine.input(proof);
        inputBytes = Files.size(input.file());
        Path file = mine.ledger(proof);
        ProofReport head = new ProofReport(
                ProofReport.VERSION,
                input.publisher(),
                input.file().toString(),
                proof.settings().cadence().milliseconds(),
                proof.profile().name(),
                proof.encoder().profileHash(),
                List.of(),
                List.of());
        ledger = checkpoint instanceof Long length
                ? ProofLedger.resume(file, head, length)
                : ProofLedger.begin(file, head);
    }

    @Override
    public void writeItems(List<Object> items) throws IOException {
        if (ledger == null || mine == null) {
            throw new IllegalStateException("not open");
        }
        List<ProofWindow> made = items.stream()
                .flatMap(item -> ((ProvenWindows) item).windows().stream())
                .toList();
        ledger.append(made);
        book.progress(
                job.getExecutionId(), mine.toString(), (double) made.getLast().inputOffset() / Math.max(1, inputBytes));
    }

    @Override
    public @Nullable Serializable checkpointInfo() throws IOException {
        return ledger == null ? null : ledger.position();
    }

    @Override
    public void close() throws IOException {
        if (ledger != null) {
            ledger.close();
        }
    }
}
