package channel.every.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A live stream that is asked for again and again, with growing pauses while nothing comes. */
final class LiveSource {
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /** A tuner that delivered this much has locked: after it the pauses start short again. */
    private static final long SUCCESS_BYTES = 1024 * 1024;

    /** Broadcasts do not pause: what is silent for so long is dead, whatever its connection says. */
    private static final Duration SILENCE = Duration.ofSeconds(15);

    private static final ScheduledExecutorService WATCH = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("live-source").factory());

    private final String name;
    private final ArchiveInput input;
    private final PrintWriter err;
    private Duration pause = Duration.ZERO;

    LiveSource(String name, ArchiveInput input, PrintWriter err) {
        this.name = name;
        this.input = input;
        this.err = err;
    }

    /** Waits until there is a stream. Where it breaks, or is silent, it ends. */
    InputStream open() throws InterruptedException {
        while (true) {
            Thread.sleep(pause);
            pause = pause.isZero() ? SHORTEST_PAUSE : pause.multipliedBy(2);
            pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
            try {
                return new Body(input.open());
            } catch (IOException e) {
                tell(e.getMessage() == null ? e.toString() : e.getMessage());
            }
        }
    }

    private void tell(String problem) {
        err.println(name + ": " + problem + "; next attempt in " + pause.toSeconds() + " s");
        err.flush();
    }

    /** Ends where it would fail or hang. */
    private final class Body extends FilterInputStream {
        private long received;
        private volatile long lastNanos = System.nanoTime();
        private volatile boolean silent;
        private final ScheduledFuture<?> watch = WATCH.scheduleWithFixedDelay(
                this::look, SILENCE.toMillis(), SILENCE.toMillis() / 5, TimeUnit.MILLISECONDS);

        Body(InputStream body) {
            super(body);
        }

        private void look() {
            if (System.nanoTime() - lastNanos > SILENCE.toNanos()) {
                silent = true;
                try {
                    in.close();
                } catch (IOException e) {
                    tell("cannot be closed: " + e.getMessage());
                }
            }
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            try {
                int count = super.read(into, offset, length);
                lastNanos = System.nanoTime();
                received += Math.max(0, count);
                if (received >= SUCCESS_BYTES) {
                    pause = Duration.ZERO;
                }
                if (count < 0) {
                    tell(silent ? "silent for " + SILENCE.toSeconds() + " s" : "the stream ended");
                }
                return count;
            } catch (IOException e) {
                tell(silent ? "silent for " + SILENCE.toSeconds() + " s" : String.valueOf(e.getMessage()));
                return -1;
            }
        }

        @Override
        public void close() throws IOException {
            watch.cancel(false);
            super.close();
        }
    }
}
