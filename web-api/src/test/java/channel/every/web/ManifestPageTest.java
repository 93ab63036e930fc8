package channel.every.web;

import static channel.every.web.Records.FIRST;
import static channel.every.web.Records.media;
import static org.assertj.core.api.Assertions.assertThat;

import channel.every.archive.ArchiveRecord;
import channel.every.archive.IndexLine;
import channel.every.archive.IndexReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManifestPageTest {
    /** Seven lines, of which the third is no record. */
    private static final List<IndexLine> LINES = List.of(
            valid(1),
            valid(2),
            new IndexLine.Malformed(3, "not a JSON object"),
            valid(4),
            valid(5),
            valid(6),
            valid(7));

    @Test
    void pages_follow_each_other_without_overlap_or_gap() {
        List<ArchiveRecord> seen = new ArrayList<>();
        String after = "0";
        List<Integer> sizes = new ArrayList<>();
        while (after != null) {
            ManifestPage page = page(Long.parseLong(after), 2);
            sizes.add(page.records().size());
            seen.addAll(page.records());
            after = page.next();
        }
        assertThat(sizes).containsExactly(2, 2, 2);
        assertThat(seen).isEqualTo(page(0, 100).records()).hasSize(6);
    }

    @Test
    void the_last_page_has_no_next() {
        assertThat(page(5, 2).next()).isNull();
        assertThat(page(7, 2).records()).isEmpty();
    }

    @Test
    void a_page_reads_back_as_the_records_it_holds() throws IOException {
        List<IndexLine> read = new ArrayList<>();
        IndexReader.read(new ByteArrayInputStream(page(0, 3).lines()), read::add);
        assertThat(read)
                .extracting(line -> line instanceof IndexLine.Valid valid ? valid.record() : null)
                .isEqualTo(page(0, 3).records());
    }

    private static ManifestPage page(long after, int limit) {
        ManifestPage page = new ManifestPage(after, limit);
        LINES.forEach(page);
        return page;
    }

    private static IndexLine valid(long number) {
        return new IndexLine.Valid(number, media(FIRST + number, (int) number));
    }
}
