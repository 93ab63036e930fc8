package channel.every.batch;

import channel.every.proof.PublisherInput;
import jakarta.batch.api.partition.PartitionMapper;
import jakarta.batch.api.partition.PartitionPlan;
import jakarta.batch.api.partition.PartitionPlanImpl;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Properties;

/** A partition for each publisher, so that they work apart from each other; as many at a time as there are processors. */
@Named("proofPartitions")
@Dependent
public class ProofPartitions implements PartitionMapper {
    private final JobContext job;
    private final ProofPlaces places;

    @Inject
    public ProofPartitions(JobContext job, ProofPlaces places) {
        this.job = job;
        this.places = places;
    }

    @Override
    public PartitionPlan mapPartitions() {
        List<PublisherInput> inputs = ProofJob.of(job, places).inputs();
        PartitionPlan plan = new PartitionPlanImpl();
        plan.setPartitions(inputs.size());
        plan.setThreads(Math.min(inputs.size(), Runtime.getRuntime().availableProcessors()));
        plan.setPartitionProperties(inputs.stream()
                .map(input -> {
                    Properties properties = new Properties();
                    properties.setProperty("publisher", input.publisher().value());
                    return properties;
                })
                .toArray(Properties[]::new));
        return plan;
    }
}
