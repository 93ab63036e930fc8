package channel.every.encode.ffmpeg;

import com.github.kokorin.jaffree.process.Stopper;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Ends a process by SIGKILL: a stopped, hung or deaf one dies too, and a window's half-written files are thrown away anyway. */
final class KillingStopper implements Stopper {
    private static final System.Logger LOG = System.getLogger(KillingStopper.class.getName());

    /** The kernel needs milliseconds, unless the process hangs in the disk. */
    private static final long PATIENCE_SECONDS = 10;

    private @Nullable Process process;
    private boolean stopped;

    @Override
    public void graceStop() {
        forceStop();
    }

    @Override
    public synchronized void forceStop() {
        stopped = true;
        if (process != null) {
            kill(process);
        }
    }

    @Override
    public synchronized void setProcess(Process started) {
        process = started;
        LiveProcesses.add(started);
        if (stopped) {
            kill(started);
        }
    }

    /** Reaped first, an interrupt obeyed afterwards: else the process could outlive its window. */
    private static void kill(Process process) {
        process.destroyForcibly();
        try {
            process.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            LOG.log(System.Logger.Level.ERROR, "process {0} does not die", Long.toString(process.pid()));
        }
    }
}
