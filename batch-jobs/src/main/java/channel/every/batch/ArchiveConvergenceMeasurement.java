package channel.every.batch;

import channel.every.convergence.history.Campaign;
import channel.every.convergence.measure.Measurement;
import channel.every.convergence.measure.MeasurementReport;
import channel.every.json.Json;
import channel.every.node.Measurements;
import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.runtime.context.JobContext;
import jakarta.batch.runtime.context.StepContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The step of the job {@code archive-convergence-measurement}: its exit status is the report's, its user data the report. */
@Named("archiveConvergenceMeasurement")
@Dependent
public class ArchiveConvergenceMeasurement extends AbstractBatchlet {
    static final String JOB = "archive-convergence-measurement";

    private final JobContext job;
    private final StepContext step;
    private final Measurements measurements;
    private volatile boolean stopped;
    private volatile @Nullable Campaign campaign;

    @Inject
    public ArchiveConvergenceMeasurement(JobContext job, StepContext step, Measurements measurements) {
        this.job = job;
        this.step = step;
        this.measurements = measurements;
    }

    @Override
    public String process() throws IOException, SQLException, InterruptedException {
        MeasurementJob parameters = MeasurementJob.of(job.getProperties());
        Measurements.Running running = measurements.campaign(
                job.getInstanceId(), parameters.settings(), parameters.sources(), parameters.prometheus());
        campaign = running.campaign();
        try (Measurement measurement = running.measurement()) {
            if (stopped) {
                running.campaign().stop();
            }
            MeasurementReport report = running.campaign().run(parameters.patience());
            step.setPersistentUserData(Json.pretty(report));
            return report.status();
        }
    }

    @Override
    public void stop() {
        stopped = true;
        Campaign running = campaign;
        if (running != null) {
            running.stop();
        }
    }
}
