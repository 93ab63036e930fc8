package channel.every.mesh.follow;

import channel.every.identity.Label;
import channel.every.identity.Rendition;
import channel.every.moq.Frame;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Archives one track of a clear broadcast as playback: a group is a window, each of its frames an object. */
public final class ClearArchive {
    private static final String MEDIA = ".m4s";

    private final Rendition rendition;
    private final byte[] init;
    private final ReceivedArchive archive;

    /**
     * @param track as its catalog names it
     * @param init as its catalog has it
     */
    public ClearArchive(String track, byte[] init, ReceivedArchive archive) {
        String name = track.endsWith(MEDIA) ? track.substring(0, track.length() - MEDIA.length()) : track;
        this.rendition = new Rendition(Label.folded(name)
                .orElseThrow(() -> new IllegalArgumentException("track \"" + track + "\" names no rendition")));
        this.init = init;
        this.archive = archive;
    }

    /** @return why it is of no use, null if it is */
    public @Nullable String group(WholeGroup group) throws IOException {
        try {
            archive.playback(
                    null,
                    rendition,
                    group.sequence(),
                    init,
                    group.frames().stream().map(Frame::payload).toList());
            return null;
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }
}
