package channel.every.batch;

import channel.every.node.JobBook;
import jakarta.batch.api.partition.PartitionMapper;
import jakarta.batch.api.partition.PartitionPlan;
import jakarta.batch.api.partition.PartitionPlanImpl;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Properties;

/**
 * Partitions over windows: every publisher works apart from the others, in as many parts as keep the processors busy. What cannot
 * work is refused here, before any partition starts.
 */
@Named("proofPartitions")
@Dependent
public class ProofPartitions implements PartitionMapper {
    private final JobContext job;
    private final ProofPlaces places;
    private final JobBook book;

    @Inject
    public ProofPartitions(JobContext job, ProofPlaces places, JobBook book) {
        this.job = job;
        this.places = places;
        this.book = book;
    }

    @Override
    public PartitionPlan mapPartitions() throws IOException, InterruptedException {
        try {
            ProofJob proof = ProofJob.of(job, places);
            proof.encoder();
            Files.createDirectories(proof.output());
            List<ProofPart> parts = proof.parts(Runtime.getRuntime().availableProcessors());
            for (ProofPart part : parts) {
                boolean done = Files.exists(part.dropped(proof));
                book.progress(job.getExecutionId(), part.toString(), done ? 1 : 0);
            }
            PartitionPlan plan = new PartitionPlanImpl();
            plan.setPartitions(parts.size());
            plan.setThreads(Math.min(parts.size(), Runtime.getRuntime().availableProcessors()));
            plan.setPartitionProperties(
                    parts.stream().map(ProofPart::properties).toArray(Properties[]::new));
            return plan;
        } catch (IOException | IllegalArgumentException e) {
            new JobNotes(job, book).failed(e);
            throw e;
        }
    }
}
