package channel.every.proof;

import channel.every.encode.EncodeOutcome;
import channel.every.encode.WindowEncoder;
import channel.every.identity.Label;
import channel.every.identity.StreamId;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Encodes every window of a stream freshly and archives it as a publisher's proof (ECP-0156). Reading, encoding and archiving go on side
 * by side; windows are archived in their order.
 */
public final class SourceArchive {
    /** A record's rendition says which form it is; the stream id names all of them together. */
    public static final Label VARIANT = new Label("main");

    /** Windows that wait for an encoder: what a busy machine catches up with. Each holds a megabyte or two. */
    public static final int MAX_WAITING = 8;

    private final Label profileName;
    private final WindowEncoder encoder;
    private final ProofArchiver archiver;
    private final int workers;
    private final Listener listener;

    /** Hears what became of each window, from several threads. */
    public interface Listener {
        /** @param encoded what the outcome's records are of, in the same order */
        void archived(CutWindow cut, EncodeOutcome.Encoded encoded, ArchiveOutcome outcome);

        /** @param reason one line a person can act on */
        void failed(CutWindow cut, String reason);

        /** The encoders were too slow for a live stream: the window is left out whole. */
        void dropped(CutWindow cut);
    }

    /** What happens to a window for which there is no room. */
    public enum WhenFull {
        /** The stream waits: a recording has time. */
        WAIT,
        /** The window that waits longest is dropped: what is on air does not wait. */
        DROP_OLDEST
    }

    /** @param workers windows encoded at the same time */
    public SourceArchive(
            Label profileName, WindowEncoder encoder, ProofArchiver archiver, int workers, Listener listener) {
        this.profileName = profileName;
        this.encoder = encoder;
        this.archiver = archiver;
        this.workers = workers;
        this.listener = listener;
    }

    /**
     * Goes on until the stream ends or enough windows are archived.
     *
     * @return windows archived
     * @throws IOException if the stream breaks or the archive cannot be written; what was read before is archived
     */
    public long run(WindowReader windows, long most, WhenFull whenFull) throws IOException, InterruptedException {
        ArchivingLine line = new ArchivingLine(MAX_WAITING + workers);
        ExecutorService encoders = Executors.newFixedThreadPool(workers);
        ExecutorService archiving = Executors.newSingleThreadExecutor();
        try {
            Future<Long> archived = archiving.submit(() -> archive(line, most));
            try {
                read(windows, line, encoders, whenFull);
            } finally {
                line.end();
                encoders.shutdown();
            }
            return archived.get();
        } catch (ExecutionException e) {
            throw rethrown(e);
        } finally {
            line.end();
            finishOrStop(encoders, archiving);
        }
    }

    private void read(WindowReader windows, ArchivingLine line, ExecutorService encoders, WhenFull whenFull)
            throws IOException, InterruptedException {
        for (CutWindow cut = windows.next(); cut != null && !line.closed(); cut = windows.next()) {
            WaitingWindow window = new WaitingWindow(cut, encoder);
            switch (whenFull) {
                case WAIT -> line.put(window);
                case DROP_OLDEST -> line.push(window).ifPresent(dropped -> listener.dropped(dropped.cut()));
            }
            encoders.execute(window::encode);
        }
    }

    private long archive(ArchivingLine line, long most) throws IOException, InterruptedException {
        long archived = 0;
        try {
            WaitingWindow window = archived < most ? line.oldest() : null;
            while (window != null) {
                archived += archive(window) ? 1 : 0;
                line.leave(window);
                window = archived < most ? line.oldest() : null;
            }
            return archived;
        } finally {
            line.close();
        }
    }

    private boolean archive(WaitingWindow window) throws IOException, InterruptedException {
        CutWindow cut = window.cut();
        if (cut.broadcast() != null && cut.window().synced()) {
            archiver.identify(new StreamId(cut.broadcast(), profileName, VARIANT).toString());
        }
        return switch (window.outcome()) {
            case EncodeOutcome.Failed failed -> {
                listener.failed(cut, failed.reason());
                yield false;
            }
            case EncodeOutcome.Encoded encoded -> {
                ArchiveOutcome outcome = archiver.archive(cut.window(), encoded);
                listener.archived(cut, encoded, outcome);
                yield outcome instanceof ArchiveOutcome.Archived;
            }
        };
    }

    /** Lets an archive that broke off for the stream's sake end its windows; an interrupted one stops at once. */
    private static void finishOrStop(ExecutorService encoders, ExecutorService archiving) {
        if (Thread.currentThread().isInterrupted()) {
            encoders.shutdownNow();
            archiving.shutdownNow();
        }
        archiving.close();
        encoders.shutdownNow();
        encoders.close();
    }

    private static IOException rethrown(ExecutionException failure) {
        return switch (failure.getCause()) {
            case IOException io -> io;
            case RuntimeException bad -> throw bad;
            case Error bad -> throw bad;
            case null, default -> new IOException("archiving ended: " + failure.getCause(), failure);
        };
    }
}
