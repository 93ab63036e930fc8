package channel.every.web;

import channel.every.archive.ArchiveRecord;
import channel.every.archive.MediaTiming;
import channel.every.archive.ObjectKind;
import channel.every.hash.Blake3Hash;
import channel.every.identity.Rendition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Picks what can be played out of the records of one publisher. */
final class PlaylistWindows {
    /**
     * A window encoded beside its successor may be archived after it. A playlist must not change what it said, so it ends before a
     * gap that is fewer than this many windows old.
     */
    private static final int GAP_SETTLES_AFTER = 5;

    private PlaylistWindows() {}

    /**
     * The newest windows of a rendition, oldest first. A window counts when its init segment and exactly one fragment are archived:
     * with several, playlist positions and chunk indices would part. Of a window archived twice the later one plays.
     *
     * @param limit in chunk indices, so that a gap makes the list shorter and not older
     */
    static List<PlaylistWindow> newest(List<ArchiveRecord> records, Rendition rendition, int cadenceMillis, int limit) {
        Map<Long, Blake3Hash> inits = new HashMap<>();
        TreeMap<Long, PlaylistWindow> windows = new TreeMap<>();
        List<Long> fragmented = new ArrayList<>();
        for (ArchiveRecord each : records) {
            if (each.rendition().equals(rendition) && each.kind() == ObjectKind.INIT && each.hash() != null) {
                inits.put(each.groupSequence().chunkIndex(), each.hash());
            }
        }
        for (ArchiveRecord each : records) {
            long chunkIndex = each.groupSequence().chunkIndex();
            Blake3Hash init = inits.get(chunkIndex);
            Blake3Hash media = each.hash();
            if (init == null
                    || media == null
                    || each.kind() != ObjectKind.MEDIA
                    || !each.rendition().equals(rendition)) {
                continue;
            }
            if (each.groupSequence().slot() > 0) {
                fragmented.add(chunkIndex);
            }
            windows.put(chunkIndex, window(each, media, init, cadenceMillis));
        }
        windows.keySet().removeAll(fragmented);
        return windows.isEmpty()
                ? List.of()
                : settled(List.copyOf(
                        windows.tailMap(windows.lastKey() - limit, false).values()));
    }

    private static List<PlaylistWindow> settled(List<PlaylistWindow> windows) {
        long newest = windows.getLast().chunkIndex();
        for (int i = 1; i < windows.size(); i++) {
            long index = windows.get(i).chunkIndex();
            boolean afterGap = index != windows.get(i - 1).chunkIndex() + 1;
            if (afterGap && newest - index < GAP_SETTLES_AFTER) {
                return windows.subList(0, i);
            }
        }
        return windows;
    }

    /** Starts and lasts as its timing says; a record of an older writer without one lies on its window's bounds. */
    private static PlaylistWindow window(ArchiveRecord record, Blake3Hash media, Blake3Hash init, int cadenceMillis) {
        long chunkIndex = record.groupSequence().chunkIndex();
        long startUnixMs = chunkIndex * cadenceMillis;
        double seconds = cadenceMillis / 1000.0;
        MediaTiming timing = record.media();
        if (timing != null && timing.duration() > 0) {
            long scale = timing.timescale();
            startUnixMs = timing.decodeTime() / scale * 1000 + timing.decodeTime() % scale * 1000 / scale;
            seconds = timing.duration() / (double) scale;
        }
        return new PlaylistWindow(chunkIndex, startUnixMs, seconds, media, init, record.size());
    }
}
