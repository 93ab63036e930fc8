package channel.every.batch;

import channel.every.encode.ffmpeg.FfmpegEncoder;
import channel.every.node.JobBook;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.Metric;
import jakarta.batch.runtime.context.JobContext;
import jakarta.batch.runtime.context.StepContext;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** A job and its step that keep what they are told. */
final class KeptContexts implements JobContext, StepContext {
    final Properties properties = new Properties();
    private final Path data;

    @Nullable
    Serializable kept;

    KeptContexts(Path data) {
        this.data = data;
        this.book = new JobBook(data.resolve("jobs"));
    }

    /** What the node notes of jobs. */
    final JobBook book;

    @Nullable
    String ffmpeg;

    Duration encodeTimeout = FfmpegEncoder.DEFAULT_TIMEOUT;

    ProofPlaces places() {
        return new ProofPlaces(ffmpeg, data, encodeTimeout);
    }

    @Override
    public Properties getProperties() {
        return properties;
    }

    @Override
    public long getInstanceId() {
        return 7;
    }

    @Override
    public @Nullable Serializable getPersistentUserData() {
        return kept;
    }

    @Override
    public void setPersistentUserData(Serializable value) {
        kept = value;
    }

    @Override
    public String getJobName() {
        return "proof-windows";
    }

    @Override
    public String getStepName() {
        return "encode";
    }

    @Override
    public @Nullable Object getTransientUserData() {
        return null;
    }

    @Override
    public void setTransientUserData(Object value) {
        throw new UnsupportedOperationException("nothing is passed between artifacts");
    }

    @Override
    public long getExecutionId() {
        return 1;
    }

    @Override
    public long getStepExecutionId() {
        return 1;
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
        throw new UnsupportedOperationException("artifacts return their status");
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
