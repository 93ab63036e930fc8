package channel.every.web;

import static channel.every.web.Records.FIRST;
import static channel.every.web.Records.hash;
import static channel.every.web.Records.init;
import static channel.every.web.Records.media;
import static org.assertj.core.api.Assertions.assertThat;

import channel.every.archive.ArchiveRecord;
import channel.every.identity.Rendition;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PlaylistWindowsTest {
    @Test
    void a_window_starts_and_lasts_as_its_fragment_says() {
        assertThat(newest(List.of(init(FIRST, 1), media(FIRST, 2)), 60))
                .containsExactly(new PlaylistWindow(FIRST, FIRST * 1001, 1.001, hash(2), hash(1), 439_737));
    }

    @Test
    void the_newest_windows_are_kept_and_listed_oldest_first() {
        assertThat(indices(newest(windows(FIRST, FIRST + 99), 60)))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(FIRST + 40, FIRST + 99).boxed().toList());
    }

    @Test
    void a_gap_shortens_the_list_instead_of_reaching_further_back() {
        List<ArchiveRecord> records = new ArrayList<>(windows(FIRST, FIRST + 9));
        records.addAll(windows(FIRST + 20, FIRST + 29));
        assertThat(indices(newest(records, 12))).first().isEqualTo(FIRST + 20);
    }

    @Test
    void a_fragment_without_its_init_segment_is_left_out() {
        List<ArchiveRecord> records = new ArrayList<>(windows(FIRST, FIRST + 9));
        records.add(media(FIRST + 10, 77));
        assertThat(indices(newest(records, 60))).last().isEqualTo(FIRST + 9);
    }

    @Test
    void a_window_of_several_fragments_is_left_out() {
        List<ArchiveRecord> records = new ArrayList<>(windows(FIRST, FIRST + 20));
        records.add(media(FIRST + 3, 1, 77));
        assertThat(indices(newest(records, 60))).doesNotContain(FIRST + 3).contains(FIRST + 4);
    }

    @Test
    void the_list_ends_before_a_young_gap_which_a_slower_encoder_may_still_fill() {
        List<ArchiveRecord> records = new ArrayList<>(windows(FIRST, FIRST + 9));
        records.addAll(windows(FIRST + 11, FIRST + 15));
        assertThat(indices(newest(records, 60))).last().isEqualTo(FIRST + 9);
        records.addAll(windows(FIRST + 16, FIRST + 16));
        assertThat(indices(newest(records, 60))).last().isEqualTo(FIRST + 16);
    }

    @Test
    void a_window_archived_out_of_order_takes_its_place() {
        List<ArchiveRecord> records = new ArrayList<>(windows(FIRST + 1, FIRST + 9));
        records.addAll(windows(FIRST, FIRST));
        assertThat(indices(newest(records, 60))).isSorted().hasSize(10);
    }

    @Test
    void other_renditions_are_not_mixed_in() {
        assertThat(PlaylistWindows.newest(windows(FIRST, FIRST + 9), Rendition.of("audio"), 1001, 60))
                .isEmpty();
    }

    private static List<PlaylistWindow> newest(List<ArchiveRecord> records, int limit) {
        return PlaylistWindows.newest(records, Records.VIDEO, 1001, limit);
    }

    private static List<Long> indices(List<PlaylistWindow> windows) {
        return windows.stream().map(PlaylistWindow::chunkIndex).toList();
    }

    private static List<ArchiveRecord> windows(long first, long last) {
        return LongStream.rangeClosed(first, last)
                .boxed()
                .flatMap(index -> List.of(init(index, 1), media(index, (int) (index - FIRST) + 100)).stream())
                .toList();
    }
}
