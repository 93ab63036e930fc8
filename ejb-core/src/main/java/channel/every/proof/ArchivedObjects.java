package channel.every.proof;

import channel.every.archive.ArchiveRecord;
import channel.every.cmaf.Fragment;
import channel.every.encode.EncodeOutcome;
import channel.every.encode.EncodedTrack;
import channel.every.mesh.publish.PublishedObject;
import channel.every.mesh.publish.PublishedWindow;
import channel.every.window.SourceWindow;
import java.util.ArrayList;
import java.util.List;

/** What an encoder made of a window and what the archive says of it, together, for whoever publishes it. */
public final class ArchivedObjects {
    private ArchivedObjects() {}

    /** @param records as {@link ProofArchiver} made them of {@code encoded}: one an object, in the same order */
    public static PublishedWindow of(SourceWindow window, EncodeOutcome.Encoded encoded, List<ArchiveRecord> records) {
        List<byte[]> bytes = new ArrayList<>();
        for (EncodedTrack track : encoded.tracks()) {
            bytes.add(track.init().bytes());
            track.fragments().stream().map(Fragment::bytes).forEach(bytes::add);
        }
        if (bytes.size() != records.size()) {
            throw new IllegalArgumentException(bytes.size() + " objects and " + records.size() + " records");
        }
        List<PublishedObject> objects = new ArrayList<>();
        for (int i = 0; i < bytes.size(); i++) {
            objects.add(new PublishedObject(records.get(i), bytes.get(i)));
        }
        return new PublishedWindow(window.cadence().milliseconds(), objects);
    }
}
