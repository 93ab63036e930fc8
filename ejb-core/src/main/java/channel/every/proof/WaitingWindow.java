package channel.every.proof;

import channel.every.encode.EncodeOutcome;
import channel.every.encode.WindowEncoder;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** A window on its way from the stream into the archive. */
final class WaitingWindow {
    private final CutWindow cut;
    private final WindowEncoder encoder;
    private final AtomicBoolean taken = new AtomicBoolean();
    private final CompletableFuture<EncodeOutcome> outcome = new CompletableFuture<>();

    WaitingWindow(CutWindow cut, WindowEncoder encoder) {
        this.cut = cut;
        this.encoder = encoder;
    }

    CutWindow cut() {
        return cut;
    }

    /** On an encoder's thread. */
    void encode() {
        if (taken.compareAndSet(false, true)) {
            try {
                outcome.complete(encoder.encode(cut.window()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                outcome.complete(new EncodeOutcome.Failed("interrupted"));
            } catch (RuntimeException e) {
                outcome.completeExceptionally(e);
            }
        }
    }

    /** @return whether nobody had begun with it, and nobody will */
    boolean giveUp() {
        return taken.compareAndSet(false, true);
    }

    /** Waits until it is encoded. */
    EncodeOutcome outcome() throws InterruptedException {
        try {
            return outcome.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "the encoder broke on window " + cut.window().index().value(), e);
        }
    }
}
