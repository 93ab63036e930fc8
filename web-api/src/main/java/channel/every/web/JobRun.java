package channel.every.web;

import channel.every.node.JobBook;
import channel.every.node.JobNote;
import jakarta.batch.operations.JobOperator;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.JobExecution;
import jakarta.batch.runtime.Metric;
import jakarta.batch.runtime.StepExecution;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a batch job.
 *
 * @param execution id; a restart gets a new one
 * @param instance id that restarts share
 * @param status of Jakarta Batch 4.3: {@code starting started stopping stopped failed completed abandoned}
 * @param exitStatus the job's own word
 * @param progressPercent of a running execution that says so
 * @param interrupted whether the server ended while it ran; the instance then goes on by itself under a new execution id
 * @param failure why it failed, one line, if that is known
 */
record JobRun(
        long execution,
        long instance,
        String job,
        String status,
        @Nullable String exitStatus,
        @Nullable Integer progressPercent,
        boolean interrupted,
        @Nullable String failure,
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

    static JobRun of(JobOperator operator, JobBook book, long execution) {
        JobExecution run = operator.getJobExecution(execution);
        Map<String, String> parameters = new TreeMap<>();
        if (run.getJobParameters() != null) {
            run.getJobParameters()
                    .stringPropertyNames()
                    .forEach(name -> parameters.put(name, run.getJobParameters().getProperty(name)));
        }
        long instance = operator.getJobInstance(execution).getInstanceId();
        Optional<JobNote> note = book.note(instance);
        return new JobRun(
                execution,
                instance,
                run.getJobName(),
                run.getBatchStatus().name().toLowerCase(Locale.ROOT),
                run.getExitStatus(),
                percent(run, book),
                note.filter(each -> each.interrupted().contains(execution)).isPresent(),
                note.filter(each -> each.execution() == execution)
                        .map(JobNote::failure)
                        .orElse(null),
                unixMs(run.getCreateTime()),
                unixMs(run.getStartTime()),
                unixMs(run.getEndTime()),
                parameters,
                operator.getStepExecutions(execution).stream().map(JobRun::step).toList());
    }

    private static @Nullable Integer percent(JobExecution run, JobBook book) {
        if (run.getBatchStatus() == BatchStatus.COMPLETED) {
            return 100;
        }
        OptionalInt percent = book.percent(run.getExecutionId());
        return percent.isPresent() ? percent.getAsInt() : null;
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
