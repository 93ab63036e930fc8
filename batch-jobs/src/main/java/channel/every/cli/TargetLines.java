package channel.every.cli;

import channel.every.identity.Label;
import channel.every.remote.TargetProgress;
import java.io.PrintWriter;

/** Lines of several machines on standard error, each with the machine's name. */
record TargetLines(PrintWriter err) implements TargetProgress {
    @Override
    public void tell(Label target, String line) {
        String named = line.startsWith(target + ": ") ? line : target + ": " + line;
        synchronized (err) {
            err.println(named);
            err.flush();
        }
    }
}
