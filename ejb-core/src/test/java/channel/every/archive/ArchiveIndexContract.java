package channel.every.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.archive.IndexLine.Valid;
import channel.every.identity.GroupSequence;
import channel.every.identity.Label;
import channel.every.identity.Rendition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every index keeps to. */
public abstract class ArchiveIndexContract {
    private static final Label TRACK = ArchiveRecord.PROOF_TRACK;

    /** The index under test, empty when the test begins. */
    protected abstract ArchiveIndex index() throws IOException;

    @Test
    void records_are_read_in_the_order_of_appending() throws IOException {
        ArchiveIndex index = index();
        index.append(List.of(Records.media("a", 3), Records.media("a", 1)));
        index.append(List.of(Records.media("a", 2)));
        assertThat(all(index)).containsExactly(Records.media("a", 3), Records.media("a", 1), Records.media("a", 2));
    }

    @Test
    void since_takes_records_received_at_or_after_a_time() throws IOException {
        ArchiveIndex index = index();
        index.append(List.of(Records.media("a", 1), Records.media("a", 2), Records.media("a", 3)));
        long second = Records.media("a", 2).receivedUnixMs();
        assertThat(index.since(Records.KCOP, TRACK, second))
                .containsExactly(Records.media("a", 2), Records.media("a", 3));
        assertThat(index.since(Records.KCOP, TRACK, second + 1)).containsExactly(Records.media("a", 3));
        assertThat(index.since(Records.KCOP, TRACK, 0)).hasSize(3);
    }

    @Test
    void since_sees_what_is_appended_between_two_calls() throws IOException {
        ArchiveIndex index = index();
        index.append(List.of(Records.media("a", 1)));
        assertThat(index.since(Records.KCOP, TRACK, 0)).hasSize(1);
        index.append(List.of(Records.media("a", 2), Records.media("a", 3)));
        assertThat(index.since(Records.KCOP, TRACK, 0)).hasSize(3);
    }

    @Test
    void a_range_of_sequences_is_found_wherever_it_stands() throws IOException {
        ArchiveIndex index = index();
        assertThat(between(index, 1, 9)).isEmpty();
        index.append(List.of(Records.media("a", 1), Records.media("a", 7), Records.media("a", 2)));
        index.append(List.of(Records.media("a", 3), Records.media("a", 2)));
        assertThat(between(index, 2, 2))
                .containsExactly(Records.media("a", 2), Records.media("a", 3), Records.media("a", 2));
        index.append(List.of(Records.media("a", 8), Records.media("a", 9)));
        assertThat(between(index, 7, 2)).containsExactly(Records.media("a", 7), Records.media("a", 8));
        assertThat(between(index, 10, 1000)).isEmpty();
    }

    @Test
    void a_key_leads_before_the_first_record_of_a_time() throws IOException {
        ArchiveIndex index = index();
        assertThat(index.keyBefore(Records.KCOP, TRACK, 0)).isEqualTo(ManifestKey.START);
        index.append(List.of(Records.media("a", 1), Records.media("a", 2), Records.media("a", 3)));
        long second = Records.media("a", 2).receivedUnixMs();
        assertThat(page(index, second)).isEqualTo(lines(2, 3));
        assertThat(page(index, second + 1)).isEqualTo(lines(3, 3));
        assertThat(page(index, 0)).isEqualTo(lines(1, 3));
        assertThat(page(index, Long.MAX_VALUE)).isEmpty();
        index.append(List.of(Records.media("a", 4)));
        assertThat(page(index, Records.media("a", 4).receivedUnixMs())).isEqualTo(lines(4, 4));
    }

    private static byte[] page(ArchiveIndex index, long since) throws IOException {
        ManifestKey key = index.keyBefore(Records.KCOP, TRACK, since);
        return index.page(Records.KCOP, TRACK, key, 100, RecordWriter.MAX_LINE_BYTES)
                .lines();
    }

    private static byte[] lines(long first, long last) {
        return RecordWriter.lines(LongStream.rangeClosed(first, last)
                .mapToObj(chunk -> Records.media("a", chunk))
                .toList());
    }

    private static List<ArchiveRecord> between(ArchiveIndex index, long start, int chunks) throws IOException {
        List<ArchiveRecord> found = new ArrayList<>();
        index.read(Records.KCOP, TRACK, SequenceRange.ofChunks(start, chunks), found::add);
        return found;
    }

    @Test
    void a_track_that_does_not_exist_is_empty() throws IOException {
        ArchiveIndex index = index();
        assertThat(index.since(Records.KCOP, TRACK, 0)).isEmpty();
        assertThat(all(index)).isEmpty();
        assertThat(index.lastSequence(Records.KCOP, TRACK, "a")).isEmpty();
        assertThat(index.broadcasts()).isEmpty();
    }

    @Test
    void broadcasts_are_listed_by_name() throws IOException {
        ArchiveIndex index = index();
        for (String name : List.of("la-ktla", "la-kcet", "la-kcop")) {
            index.append(List.of(of(name, TRACK)));
        }
        assertThat(index.broadcasts())
                .containsExactly(new Label("la-kcet"), new Label("la-kcop"), new Label("la-ktla"));
    }

    @Test
    void tracks_are_kept_apart() throws IOException {
        ArchiveIndex index = index();
        index.append(List.of(of("la-kcop", new Label("0.m4s"))));
        assertThat(all(index)).isEmpty();
    }

    @Test
    void an_append_of_two_tracks_is_refused_and_nothing_is_written() throws IOException {
        ArchiveIndex index = index();
        List<ArchiveRecord> mixed = List.of(of("la-kcop", TRACK), of("la-ktla", TRACK));
        assertThatThrownBy(() -> index.append(mixed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("la-ktla");
        assertThat(index.broadcasts()).isEmpty();
    }

    @Test
    void an_append_of_nothing_does_nothing() throws IOException {
        ArchiveIndex index = index();
        index.append(List.of());
        assertThat(index.broadcasts()).isEmpty();
    }

    @Test
    void the_last_sequence_is_that_of_the_source_asked_for_and_synced() throws IOException {
        ArchiveIndex index = index();
        index.append(List.of(Records.media("a", 1), Records.media("a", 2), Records.media("b", 3), unsynced(9)));
        assertThat(index.lastSequence(Records.KCOP, TRACK, "a")).hasValue(GroupSequence.of(2, 0));
        assertThat(index.lastSequence(Records.KCOP, TRACK, "c")).isEmpty();
    }

    protected static List<ArchiveRecord> all(ArchiveIndex index) throws IOException {
        List<ArchiveRecord> found = new ArrayList<>();
        index.read(Records.KCOP, TRACK, line -> found.add(((Valid) line).record()));
        return found;
    }

    private static ArchiveRecord of(String broadcast, Label track) {
        ArchiveRecord like = Records.media("a", 1);
        return new ArchiveRecord(
                like.streamId(),
                new Label(broadcast),
                Rendition.of("audio"),
                track,
                like.kind(),
                like.groupSequence(),
                like.hash(),
                like.size(),
                like.casPath(),
                like.receivedUnixMs(),
                like.sourceNode(),
                like.sourceSession(),
                like.synced(),
                like.media(),
                like.sourceHash(),
                like.profile(),
                like.quality());
    }

    private static ArchiveRecord unsynced(long chunk) {
        ArchiveRecord like = Records.media("a", chunk);
        return new ArchiveRecord(
                like.streamId(),
                like.broadcast(),
                like.rendition(),
                like.track(),
                like.kind(),
                like.groupSequence(),
                like.hash(),
                like.size(),
                like.casPath(),
                like.receivedUnixMs(),
                like.sourceNode(),
                like.sourceSession(),
                false,
                like.media(),
                like.sourceHash(),
                like.profile(),
                like.quality());
    }
}
