package channel.every.encode.ffmpeg;

import com.github.kokorin.jaffree.ffmpeg.FFmpeg;
import com.github.kokorin.jaffree.process.Stopper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One ffmpeg process with exactly the arguments given, whose CPU time is read and whose end can be forced. */
final class SupervisedFfmpeg extends FFmpeg {
    /** What {@code -benchmark} prints at the end. */
    private static final Pattern BENCHMARK = Pattern.compile("bench: utime=([0-9.]+)s stime=([0-9.]+)s");

    /** Jaffree repeats every line of ffmpeg and every command as information: too much at several windows a second. */
    private static final Logger CHATTER = Logger.getLogger("com.github.kokorin.jaffree");

    static {
        CHATTER.setLevel(Level.OFF);
    }

    private final List<String> arguments;
    private final KillingStopper stopper = new KillingStopper();
    private volatile Duration cpu = Duration.ZERO;

    SupervisedFfmpeg(Path executable, List<String> arguments) {
        super(executable);
        this.arguments = List.copyOf(arguments);
        setOutputListener(this::read);
    }

    /** User and system time, once ffmpeg has told. */
    Duration cpu() {
        return cpu;
    }

    /** Kills the process if it still runs, also one that is only about to be started, and waits until it is gone. */
    void reap() {
        stopper.forceStop();
    }

    private void read(String line) {
        Matcher matcher = BENCHMARK.matcher(line);
        if (matcher.find()) {
            double seconds = Double.parseDouble(matcher.group(1)) + Double.parseDouble(matcher.group(2));
            cpu = Duration.ofMillis(Math.round(seconds * 1000));
        }
    }

    @Override
    protected List<String> buildArguments() {
        return arguments;
    }

    @Override
    protected Stopper createStopper() {
        return stopper;
    }
}
