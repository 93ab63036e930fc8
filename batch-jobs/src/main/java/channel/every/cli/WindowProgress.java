package channel.every.cli;

import channel.every.identity.Label;
import channel.every.proof.ProofProgress;
import channel.every.proof.ProofWindow;
import java.io.PrintWriter;

/** A line on standard error for each window. */
final class WindowProgress implements ProofProgress {
    private final PrintWriter err;

    WindowProgress(PrintWriter err) {
        this.err = err;
    }

    @Override
    public synchronized void window(Label publisher, ProofWindow window, long inputBytes) {
        String outcome = window.failure() == null ? "encoded" : "FAILED: " + window.failure();
        err.printf(
                "%s: window %d %s (%d %%)%n",
                publisher, window.chunkIndex().value(), outcome, window.inputOffset() * 100 / Math.max(1, inputBytes));
        err.flush();
    }
}
