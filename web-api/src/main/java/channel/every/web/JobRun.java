package channel.every.web;

import jakarta.batch.operations.JobOperator;
import jakarta.batch.runtime.JobExecution;
import jakarta.batch.runtime.Metric;
import jakarta.batch.runtime.StepExecution;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a batch job.
 *
 * @param execution id; a restart gets a new one
 * @param instance id that restarts share
 * @param status of Jakarta Batch 4.3: {@code starting started stopping stopped failed completed abandoned}
 * @param exitStatus the job's own word
 */
record JobRun(
        long execution,
        long instance,
        String job,
        String status,
        @Nullable String exitStatus,
        @Nullable Long createdUnixMs,
        @Nullable Long startedUnixMs,
        @Nullable Long endedUnixMs,
        Map<String, String> parameters,
        List<Step> steps) {

    /** @param metrics what the step counted, without the zeros */
    record Step(
            String name,
            String status,
            @Nullable String exitStatus,
            @Nullable Long startedUnixMs,
            @Nullable Long endedUnixMs,
            Map<String, Long> metrics) {}

    static JobRun of(JobOperator operator, long execution) {
        JobExecution run = operator.getJobExecution(execution);
        Map<String, String> parameters = new TreeMap<>();
        if (run.getJobParameters() != null) {
            run.getJobParameters()
                    .stringPropertyNames()
                    .forEach(name -> parameters.put(name, run.getJobParameters().getProperty(name)));
        }
        return new JobRun(
                execution,
                operator.getJobInstance(execution).getInstanceId(),
                run.getJobName(),
                run.getBatchStatus().name().toLowerCase(Locale.ROOT),
                run.getExitStatus(),
                unixMs(run.getCreateTime()),
                unixMs(run.getStartTime()),
                unixMs(run.getEndTime()),
                parameters,
                operator.getStepExecutions(execution).stream().map(JobRun::step).toList());
    }

    private static Step step(StepExecution step) {
        Map<String, Long> metrics = new TreeMap<>();
        for (Metric metric : step.getMetrics()) {
            if (metric.getValue() > 0) {
                metrics.put(metric.getType().name().toLowerCase(Locale.ROOT), metric.getValue());
            }
        }
        return new Step(
                step.getStepName(),
                step.getBatchStatus().name().toLowerCase(Locale.ROOT),
                step.getExitStatus(),
                unixMs(step.getStartTime()),
                unixMs(step.getEndTime()),
                metrics);
    }

    private static @Nullable Long unixMs(@Nullable Date date) {
        return date == null ? null : date.getTime();
    }
}
