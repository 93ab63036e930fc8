package channel.every.cli;

import channel.every.encode.PlaybackSettings;
import channel.every.encode.PlaybackTarget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * A live playlist (RFC 8216) of the newest fragments in a directory: {@code index.m3u8} and, below the track's name, the media.
 * Fragments that have left it are deleted a while later.
 */
final class FragmentPlaylist implements PlaybackTarget {
    /** A minute at the usual distance of keyframes. */
    private static final int LISTED = 60;

    /** RFC 8216 6.2.2: what was listed stays for as long as the list lasts. */
    private static final int KEPT = 2 * LISTED;

    private final Path directory;
    private final Duration length;
    private final Deque<String> entries = new ArrayDeque<>();
    private long next;
    private int inits;
    private boolean restarted;

    /** @param length of a fragment */
    FragmentPlaylist(Path directory, Duration length) throws IOException {
        this.directory = directory;
        this.length = length;
        Files.createDirectories(directory.resolve(PlaybackSettings.TRACK));
    }

    @Override
    public void init(byte[] segment) throws IOException {
        restarted = true;
        inits++;
        Files.write(directory.resolve(initName()), segment);
    }

    @Override
    public void fragment(byte[] fragment) throws IOException {
        Files.write(directory.resolve(name(next)), fragment);
        String map = "#EXT-X-MAP:URI=\"" + initName() + "\"\n";
        String head = restarted ? (next == 0 ? "" : "#EXT-X-DISCONTINUITY\n") + map : "";
        restarted = false;
        entries.addLast(
                head + String.format(Locale.ROOT, "#EXTINF:%.3f,%n%s%n", length.toMillis() / 1000.0, name(next)));
        next++;
        if (entries.size() > LISTED) {
            String gone = entries.removeFirst();
            String first = entries.removeFirst();
            boolean hasMap = first.contains("#EXT-X-MAP") || !gone.contains("#EXT-X-MAP");
            entries.addFirst(
                    hasMap ? first : gone.substring(gone.indexOf("#EXT-X-MAP"), gone.indexOf("#EXTINF")) + first);
            Files.deleteIfExists(directory.resolve(name(next - KEPT)));
        }
        write(next - entries.size());
    }

    /** No more fragments come: players stop at the last one instead of waiting (RFC 8216 4.3.3.4). */
    void end() throws IOException {
        entries.addLast("#EXT-X-ENDLIST\n");
        write(next - entries.size() + 1);
    }

    private String initName() {
        return PlaybackSettings.TRACK + "/init-" + inits + ".mp4";
    }

    private static String name(long number) {
        return PlaybackSettings.TRACK + "/" + number + ".m4s";
    }

    private void write(long first) throws IOException {
        String text = "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n#EXT-X-TARGETDURATION:"
                + Math.ceilDiv(length.toMillis(), 1000) + "\n#EXT-X-MEDIA-SEQUENCE:" + first + "\n"
                + String.join("", entries);
        Path whole = directory.resolve("index.m3u8.new");
        Files.write(whole, text.getBytes(StandardCharsets.UTF_8));
        Files.move(whole, directory.resolve("index.m3u8"), StandardCopyOption.ATOMIC_MOVE);
    }
}
