package channel.every.web;

import channel.every.hash.Blake3Hash;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A live media playlist (RFC 8216, gaps by its second edition). The media sequence number is the chunk index, so that it is the same in
 * every rendition and every publisher and after a restart; a window that is not archived keeps its place as a gap.
 */
final class MediaPlaylist {
    /** How far from the live edge players begin, in seconds: windows of audio and video are archived up to a few apart. */
    private static final int HOLD_BACK_SECONDS = 6;

    private MediaPlaylist() {}

    /**
     * @param windows of rising chunk index, at least one
     * @param discontinuitySequence changes of init segment before the first of them
     * @param objects where objects lie, relative to the playlist, with a final slash
     */
    static String render(List<PlaylistWindow> windows, long discontinuitySequence, int cadenceMillis, String objects) {
        StringBuilder text = new StringBuilder(200 * windows.size());
        // 4.4.3.1: no segment's duration, rounded, may exceed it.
        long target = windows.stream()
                .mapToLong(each -> Math.round(each.seconds()))
                .max()
                .orElseThrow();
        text.append("#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n");
        text.append("#EXT-X-TARGETDURATION:").append(Math.max(target, 1)).append('\n');
        text.append("#EXT-X-SERVER-CONTROL:HOLD-BACK=")
                .append(HOLD_BACK_SECONDS)
                .append(".0\n");
        text.append("#EXT-X-MEDIA-SEQUENCE:")
                .append(windows.getFirst().chunkIndex())
                .append('\n');
        text.append("#EXT-X-DISCONTINUITY-SEQUENCE:")
                .append(discontinuitySequence)
                .append('\n');
        Blake3Hash init = windows.getFirst().init();
        map(text, objects, init);
        long expected = windows.getFirst().chunkIndex();
        for (PlaylistWindow window : windows) {
            for (; expected < window.chunkIndex(); expected++) {
                gap(text, cadenceMillis);
            }
            if (!window.init().equals(init)) {
                init = window.init();
                text.append("#EXT-X-DISCONTINUITY\n");
                map(text, objects, init);
            }
            segment(text, window, objects);
            expected++;
        }
        return text.toString();
    }

    private static void map(StringBuilder text, String objects, Blake3Hash init) {
        text.append("#EXT-X-MAP:URI=\"").append(objects).append(init).append("\"\n");
    }

    private static void segment(StringBuilder text, PlaylistWindow window, String objects) {
        text.append("#EXT-X-PROGRAM-DATE-TIME:")
                .append(Instant.ofEpochMilli(window.startUnixMs()))
                .append('\n');
        text.append("#EXTINF:")
                .append(String.format(Locale.ROOT, "%.5f", window.seconds()))
                .append(",\n");
        text.append(objects).append(window.media()).append('\n');
    }

    /** 4.4.4.7: players do not load it; it only keeps the numbers of what follows. */
    private static void gap(StringBuilder text, int cadenceMillis) {
        text.append("#EXT-X-GAP\n#EXTINF:")
                .append(String.format(Locale.ROOT, "%.5f", cadenceMillis / 1000.0))
                .append(",\ngap\n");
    }
}
