package channel.every.remote.ssh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.jspecify.annotations.Nullable;

/** A command on another machine that ends when we do: our end of its standard input is what keeps it alive. */
final class RemoteCommand {
    /** POSIX sh: the command runs beside a watcher of standard input, which kills it when that closes. */
    private static final String LEASH = "exec 3<&0; \"$@\" </dev/null 3<&- & p=$!; "
            + "{ cat <&3 >/dev/null; kill $p; } >/dev/null 2>&1 & "
            + "wait $p; s=$?; kill $! 2>/dev/null; exit $s";

    private static final Duration OPEN_TIMEOUT = Duration.ofSeconds(30);

    /** What a shell says of a command that it does not find (POSIX XCU 2.8.2). */
    private static final int NOT_FOUND = 127;

    private static final int NOT_EXECUTABLE = 126;

    private final ClientSession session;
    private final Consumer<String> lines;
    private volatile String lastLine = "";

    /** @param lines hears each line of its standard error */
    RemoteCommand(ClientSession session, Consumer<String> lines) {
        this.session = session;
        this.lines = lines;
    }

    /**
     * Runs to the end.
     *
     * @param command words for the machine's shell
     * @throws IOException if it did not end with status 0 in time; the message says why
     */
    void run(String command, Duration timeout) throws IOException {
        try (ChannelExec channel = session.createExecChannel("sh -c '" + LEASH + "' sh " + command)) {
            channel.setOut(OutputStream.nullOutputStream());
            channel.setErr(new Lines(this::hear));
            channel.open().verify(OPEN_TIMEOUT);
            Set<ClientChannelEvent> events = channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), timeout);
            Integer status = channel.getExitStatus();
            if (status != null && status == 0) {
                return;
            }
            throw new IOException(failure(command, timeout, status, channel.getExitSignal(), events));
        }
    }

    private String failure(
            String command,
            Duration timeout,
            @Nullable Integer status,
            @Nullable String signal,
            Set<ClientChannelEvent> events) {
        if (status != null && (status == NOT_FOUND || status == NOT_EXECUTABLE)) {
            return "it cannot run \"" + command.split(" publisher-proof", 2)[0] + "\": " + lastLine
                    + "; install it there, or name it with --remote-command";
        }
        if (status != null) {
            return "the proof ended with status " + status + (lastLine.isEmpty() ? "" : ": " + lastLine);
        }
        if (signal != null) {
            return "the proof was killed by signal " + signal;
        }
        return events.contains(ClientChannelEvent.TIMEOUT)
                ? "the proof did not end within " + timeout.toSeconds() + " s and was stopped; see --proof-timeout"
                : "the connection broke during the proof; last heard: " + (lastLine.isEmpty() ? "nothing" : lastLine);
    }

    private void hear(String line) {
        lastLine = line;
        lines.accept(line);
    }

    /** Bytes to lines; one that does not end is cut. */
    private static final class Lines extends OutputStream {
        private static final int LONGEST = 1000;

        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private final Consumer<String> hearer;

        Lines(Consumer<String> hearer) {
            this.hearer = hearer;
        }

        @Override
        public void write(int value) {
            if (value == '\n') {
                String text = line.toString(StandardCharsets.UTF_8).strip();
                line.reset();
                if (!text.isEmpty()) {
                    hearer.accept(text);
                }
            } else if (line.size() < LONGEST) {
                line.write(value);
            }
        }
    }
}
