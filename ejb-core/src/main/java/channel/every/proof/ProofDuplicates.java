package channel.every.proof;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Runs several publishers apart from each other and compares what they made: the single-node duplicate gate of ECP-0156. */
public final class ProofDuplicates {
    /** Each takes an encoder process at a time; more than a handful is no better proof. */
    public static final int MAX_PUBLISHERS = 16;

    private final ProofWindows windows;
    private final int atOnce;

    /** @param atOnce publishers that work at the same time */
    public ProofDuplicates(ProofWindows windows, int atOnce) {
        this.windows = windows;
        this.atOnce = atOnce;
    }

    /**
     * @param overlap as in {@link ProofComparison#of}
     * @throws IllegalArgumentException unless there are 2 to {@value #MAX_PUBLISHERS} distinct publishers
     */
    public DuplicatesReport run(List<PublisherInput> inputs, boolean overlap, ProofProgress progress)
            throws IOException, InterruptedException {
        long distinct =
                inputs.stream().map(PublisherInput::publisher).distinct().count();
        if (inputs.size() < 2 || inputs.size() > MAX_PUBLISHERS || distinct < inputs.size()) {
            throw new IllegalArgumentException("duplicates need 2 to " + MAX_PUBLISHERS + " distinct publishers: "
                    + inputs.stream().map(input -> input.publisher().value()).toList());
        }
        List<ProofReport> reports = new ArrayList<>();
        ExecutorService publishers = Executors.newFixedThreadPool(Math.min(atOnce, inputs.size()));
        try {
            List<Future<ProofReport>> running = new ArrayList<>();
            for (PublisherInput input : inputs) {
                running.add(publishers.submit(() -> windows.run(input, progress)));
            }
            for (Future<ProofReport> each : running) {
                reports.add(each.get());
            }
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        } finally {
            publishers.shutdownNow();
            publishers.close();
        }
        return DuplicatesReport.of(reports, overlap);
    }

    private static IOException rethrown(@Nullable Throwable cause) throws InterruptedException {
        return switch (cause) {
            case IOException io -> io;
            case InterruptedException stop -> throw stop;
            case RuntimeException bad -> throw bad;
            case Error bad -> throw bad;
            case null, default -> new IOException("a publisher ended: " + cause, cause);
        };
    }
}
