package channel.every.node;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the node knows of a batch job beyond the batch repository.
 *
 * @param execution the newest
 * @param running whether it was begun and its end was not seen
 * @param interrupted executions that ended with the server
 * @param failure why the newest one failed, one line; null if it did not or nobody knows
 */
public record JobNote(
        String job,
        long instance,
        long execution,
        boolean running,
        List<Long> interrupted,
        @Nullable String failure) {
    public JobNote {
        interrupted = List.copyOf(interrupted);
    }

    JobNote begun(long next) {
        return new JobNote(job, instance, next, true, interrupted, null);
    }

    JobNote ended() {
        return new JobNote(job, instance, execution, false, interrupted, failure);
    }

    JobNote failed(String reason) {
        return new JobNote(job, instance, execution, running, interrupted, failure == null ? reason : failure);
    }

    JobNote interruptedNow() {
        List<Long> all = new ArrayList<>(interrupted);
        all.add(execution);
        return new JobNote(job, instance, execution, false, all, "the server ended while the job ran");
    }
}
