package channel.every.batch;

import channel.every.node.JobBook;
import channel.every.node.JobNote;
import jakarta.annotation.Resource;
import jakarta.batch.operations.BatchRuntimeException;
import jakarta.batch.operations.JobExecutionAlreadyCompleteException;
import jakarta.batch.operations.JobOperator;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.NullUnmarked;

/** Lets jobs that ended with the server go on from their checkpoints when it is back. */
@ApplicationScoped
@NullUnmarked // The container injects the executor.
public class InterruptedJobs {
    /** A job that takes the server down with it must not do so for ever. */
    static final int MOST_INTERRUPTIONS = 3;

    /** The repository's database and the application come up side by side. */
    private static final int ATTEMPTS = 10;

    private static final int PAUSE_SECONDS = 3;

    private static final Logger LOG = System.getLogger(InterruptedJobs.class.getName());

    private final AtomicBoolean begun = new AtomicBoolean();

    @Resource
    ManagedScheduledExecutorService executor;

    @Inject
    JobBook book;

    void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
        if (begun.compareAndSet(false, true)) {
            for (JobNote note : book.interrupted()) {
                later(note, 1);
            }
        }
    }

    private void later(JobNote note, int attempt) {
        executor.schedule(() -> goOn(note, attempt), attempt == 1 ? 0 : PAUSE_SECONDS, TimeUnit.SECONDS);
    }

    private void goOn(JobNote note, int attempt) {
        String name = note.job() + " " + note.execution();
        // A measurement lasts for days, takes nothing down, and has its own patience.
        boolean endless = note.job().equals(ArchiveConvergenceMeasurement.JOB);
        if (!endless && note.interrupted().size() > MOST_INTERRUPTIONS) {
            LOG.log(
                    Level.ERROR,
                    "job {0} ended with the server {1} times and is left alone; restart it by hand",
                    name,
                    note.interrupted().size());
            return;
        }
        try {
            JobOperator operator = BatchRuntime.getJobOperator();
            long next = operator.restart(note.execution(), operator.getParameters(note.execution()));
            LOG.log(Level.WARNING, "job {0} ended with the server; it goes on as {1}", name, Long.toString(next));
        } catch (JobExecutionAlreadyCompleteException e) {
            LOG.log(Level.INFO, "job {0} had completed when the server ended", name);
        } catch (BatchRuntimeException e) {
            if (attempt < ATTEMPTS) {
                later(note, attempt + 1);
            } else {
                LOG.log(Level.ERROR, "job {0} ended with the server and cannot go on: {1}", name, e.getMessage());
            }
        }
    }
}
