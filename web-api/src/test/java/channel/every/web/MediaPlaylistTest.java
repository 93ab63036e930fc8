package channel.every.web;

import static channel.every.web.Records.hash;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MediaPlaylistTest {
    @Test
    void a_playlist_names_objects_by_hash_and_windows_by_chunk_index() {
        String text = MediaPlaylist.render(
                List.of(window(1_779_121_412L, 2, 1), window(1_779_121_413L, 3, 1)), 0, 1001, "o/");
        assertThat(text).isEqualTo("""
                #EXTM3U
                #EXT-X-VERSION:7
                #EXT-X-INDEPENDENT-SEGMENTS
                #EXT-X-TARGETDURATION:1
                #EXT-X-SERVER-CONTROL:HOLD-BACK=6.0
                #EXT-X-MEDIA-SEQUENCE:1779121412
                #EXT-X-DISCONTINUITY-SEQUENCE:0
                #EXT-X-MAP:URI="o/%1$s"
                #EXT-X-PROGRAM-DATE-TIME:2026-06-08T06:35:33.412Z
                #EXTINF:1.00100,
                o/%2$s
                #EXT-X-PROGRAM-DATE-TIME:2026-06-08T06:35:34.413Z
                #EXTINF:1.00100,
                o/%3$s
                """.formatted(hash(1), hash(2), hash(3)));
    }

    @Test
    void a_window_that_is_not_archived_keeps_its_number_as_a_gap() {
        String text = MediaPlaylist.render(List.of(window(10, 2, 1), window(13, 3, 1)), 0, 1001, "o/");
        assertThat(text.lines().filter(line -> line.equals("#EXT-X-GAP"))).hasSize(2);
        assertThat(text.lines().filter(line -> line.startsWith("#EXTINF"))).hasSize(4);
        assertThat(text).doesNotContain("DISCONTINUITY\n");
    }

    @Test
    void a_new_init_segment_is_mapped_after_a_discontinuity() {
        String text = MediaPlaylist.render(List.of(window(10, 2, 1), window(11, 3, 9)), 4, 1001, "o/");
        assertThat(text)
                .contains("#EXT-X-DISCONTINUITY-SEQUENCE:4\n")
                .contains("#EXT-X-DISCONTINUITY\n#EXT-X-MAP:URI=\"o/" + hash(9) + "\"\n");
    }

    @Test
    void the_target_duration_is_the_longest_segment_rounded() {
        PlaylistWindow two = new PlaylistWindow(10, 0, 2.002, hash(2), hash(1), 1);
        assertThat(MediaPlaylist.render(List.of(two), 0, 2002, "o/")).contains("#EXT-X-TARGETDURATION:2\n");
    }

    private static PlaylistWindow window(long chunkIndex, int media, int init) {
        return new PlaylistWindow(chunkIndex, chunkIndex * 1001, 1.001, hash(media), hash(init), 1);
    }
}
