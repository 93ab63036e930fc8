package channel.every.batch;

import channel.every.node.JobBook;
import jakarta.batch.api.chunk.listener.AbstractChunkListener;
import jakarta.batch.api.listener.JobListener;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Notes where a job begins and ends, so that one which ends with the server is known by it; and why a chunk failed. */
@Named("jobNotes")
@Dependent
public class JobNotes extends AbstractChunkListener implements JobListener {
    private final JobContext job;
    private final JobBook book;

    @Inject
    public JobNotes(JobContext job, JobBook book) {
        this.job = job;
        this.book = book;
    }

    @Override
    public void beforeJob() {
        book.begun(job.getJobName(), job.getInstanceId(), job.getExecutionId());
    }

    @Override
    public void afterJob() {
        book.ended(job.getInstanceId(), job.getExecutionId());
    }

    @Override
    public void onError(Exception failure) {
        failed(failure);
    }

    void failed(Exception failure) {
        String message = failure.getMessage();
        book.failed(
                job.getInstanceId(),
                message == null
                        ? failure.toString()
                        : message.lines().findFirst().orElse(message));
    }
}
