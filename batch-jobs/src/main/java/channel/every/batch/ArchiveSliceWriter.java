package channel.every.batch;

import channel.every.node.JobBook;
import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.batch.runtime.context.JobContext;
import jakarta.batch.runtime.context.StepContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** Keeps the newest report with the step, committed after every slice, so that it is there to be read while the job goes on. */
@Named("archiveSliceWriter")
@Dependent
public class ArchiveSliceWriter extends AbstractItemWriter {
    private static final String PART = "all";

    private final JobContext job;
    private final StepContext step;
    private final JobBook book;

    @Inject
    public ArchiveSliceWriter(JobContext job, StepContext step, JobBook book) {
        this.job = job;
        this.step = step;
        this.book = book;
    }

    @Override
    public void writeItems(List<Object> items) {
        ArchiveSlice newest = (ArchiveSlice) items.getLast();
        step.setPersistentUserData(newest.report());
        step.setExitStatus(newest.exitStatus());
        book.progress(job.getExecutionId(), PART, newest.share());
    }
}
