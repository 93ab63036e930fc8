package channel.every.proof;

import channel.every.encode.EncodeOutcome;
import channel.every.encode.WindowEncoder;
import channel.every.identity.Label;
import channel.every.identity.StreamId;
import java.io.IOException;

/** Encodes every window of a stream freshly and archives it as a publisher's proof (ECP-0156). */
public final class SourceArchive {
    /** A record's rendition says which form it is; the stream id names all of them together. */
    public static final Label VARIANT = new Label("main");

    private final Label profileName;
    private final WindowEncoder encoder;
    private final ProofArchiver archiver;
    private final Listener listener;

    /** Hears what became of each window. */
    public interface Listener {
        void archived(CutWindow cut, ArchiveOutcome outcome);

        /** @param reason one line a person can act on */
        void failed(CutWindow cut, String reason);
    }

    public SourceArchive(Label profileName, WindowEncoder encoder, ProofArchiver archiver, Listener listener) {
        this.profileName = profileName;
        this.encoder = encoder;
        this.archiver = archiver;
        this.listener = listener;
    }

    /**
     * Goes on until the stream ends or enough windows are archived.
     *
     * @return windows archived
     * @throws IOException if the stream breaks or the archive cannot be written
     */
    public long run(WindowReader windows, long most) throws IOException, InterruptedException {
        long archived = 0;
        while (archived < most) {
            CutWindow cut = windows.next();
            if (cut == null) {
                break;
            }
            if (cut.broadcast() != null && cut.window().synced()) {
                archiver.identify(new StreamId(cut.broadcast(), profileName, VARIANT).toString());
            }
            switch (encoder.encode(cut.window())) {
                case EncodeOutcome.Failed failed -> listener.failed(cut, failed.reason());
                case EncodeOutcome.Encoded encoded -> {
                    ArchiveOutcome outcome = archiver.archive(cut.window(), encoded);
                    archived += outcome instanceof ArchiveOutcome.Archived ? 1 : 0;
                    listener.archived(cut, outcome);
                }
            }
        }
        return archived;
    }
}
