package channel.every.mesh.publish;

import channel.every.archive.ArchiveRecord;
import channel.every.archive.ObjectKind;
import channel.every.identity.Rendition;
import channel.every.identity.StreamId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A window as its publisher archived it, in all renditions.
 *
 * @param cadenceMillis length of a window, in milliseconds
 * @param objects of one window, at least one; renditions in the publisher's order of preference
 */
public record PublishedWindow(int cadenceMillis, List<PublishedObject> objects) {
    public PublishedWindow {
        objects = List.copyOf(objects);
        if (cadenceMillis < 1) {
            throw new IllegalArgumentException("cadence must be positive: " + cadenceMillis + " ms");
        }
        if (objects.isEmpty()) {
            throw new IllegalArgumentException("a window has an object");
        }
        if (objects.stream().map(PublishedWindow::index).distinct().count() > 1) {
            throw new IllegalArgumentException("objects of several windows");
        }
        Objects.requireNonNull(objects.getFirst().record().streamId(), "a published window has a stream id");
    }

    /** The chunk index. */
    public long index() {
        return index(objects.getFirst());
    }

    /** Of the stream as a whole. */
    public StreamId streamId() {
        return StreamId.parse(Objects.requireNonNull(objects.getFirst().record().streamId()));
    }

    public boolean synced() {
        return objects.getFirst().record().synced();
    }

    public List<ArchiveRecord> records() {
        return objects.stream().map(PublishedObject::record).toList();
    }

    /** Those renditions that have both an init segment and media. */
    List<WindowCopy> copies() {
        Map<Rendition, PublishedObject> inits = new LinkedHashMap<>();
        Map<Rendition, List<PublishedObject>> media = new LinkedHashMap<>();
        for (PublishedObject each : objects) {
            Rendition rendition = each.record().rendition();
            if (each.record().kind() == ObjectKind.INIT) {
                inits.put(rendition, each);
            } else {
                media.computeIfAbsent(rendition, of -> new ArrayList<>()).add(each);
            }
        }
        List<WindowCopy> copies = new ArrayList<>();
        media.forEach((rendition, fragments) -> {
            PublishedObject init = inits.get(rendition);
            if (init != null) {
                copies.add(new WindowCopy(rendition, init, fragments));
            }
        });
        return copies;
    }

    private static long index(PublishedObject object) {
        return object.record().groupSequence().chunkIndex();
    }
}
