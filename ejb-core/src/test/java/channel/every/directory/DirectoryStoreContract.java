package channel.every.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What every store of the directory keeps to. */
abstract class DirectoryStoreContract {
    private static final String RELAY =
            "\"relay_url\":\"https://old.example/\",\"broadcast_name\":\"la-kcop\",\"track_name\":\"0.m4s\"";

    /** The store under test, empty when the test begins; the same entries each time it is asked for. */
    abstract DirectoryStore store() throws IOException;

    @Test
    void entries_come_back_as_they_were_announced_and_the_newest_first() throws Exception {
        StreamEntry plain = entry("{\"stream_id\":\"s\"," + RELAY + "}", 1);
        StreamEntry rich = entry(
                "{\"stream_id\":\"s\",\"source_node\":\"node-a\"," + RELAY + ",\"ttl_seconds\":3600,"
                        + "\"relays\":[{\"transport\":\"pigeon\",\"loft\":{\"lat\":1.5},\"rings\":[1,2]}],"
                        + "\"anchor\":{\"n\":669,\"offset\":-16016,\"pcr_pid\":49,\"table\":\"STT\"},"
                        + "\"title\":\"K\u00d6LN \ud83d\udcfa \\u0000 \\\"';--\",\"count\":12345678901234567890}",
                2);
        store().put(plain);
        store().put(rich);
        assertThat(store().all()).containsExactly(rich, plain);
        assertThat(store().all()).extracting(StreamEntry::json).containsExactly(rich.json(), plain.json());
    }

    @Test
    void an_entry_replaces_the_one_of_its_key_and_no_other() throws Exception {
        store().put(entry("{\"stream_id\":\"s\",\"source_node\":\"a\"," + RELAY + "}", 1));
        store().put(entry("{\"stream_id\":\"s\",\"source_node\":\"b\"," + RELAY + "}", 2));
        store().put(entry("{\"stream_id\":\"sb\"," + RELAY + "}", 3));
        StreamEntry again = entry("{\"stream_id\":\"s\",\"source_node\":\"a\",\"title\":\"new\"," + RELAY + "}", 4);
        store().put(again);
        assertThat(store().all()).hasSize(3).first().isEqualTo(again);
        store().remove(new EntryKey("s", "b"));
        store().remove(new EntryKey("s", "nobody"));
        assertThat(store().all())
                .extracting(StreamEntry::key)
                .containsExactly(new EntryKey("s", "a"), new EntryKey("sb", ""));
    }

    @Test
    void what_has_expired_goes_and_the_rest_stays() throws Exception {
        StreamEntry short_ = entry("{\"stream_id\":\"1\",\"ttl_seconds\":10," + RELAY + "}", 0);
        StreamEntry long_ = entry("{\"stream_id\":\"2\",\"ttl_seconds\":11," + RELAY + "}", 0);
        store().put(short_);
        store().put(long_);
        store().removeExpired(9_999);
        assertThat(store().all()).hasSize(2);
        store().removeExpired(10_000);
        assertThat(store().all()).containsExactly(long_);
    }

    @Test
    void the_largest_announcement_that_a_directory_takes_is_kept() throws Exception {
        String id = "\u00e9".repeat(512);
        String start = "{\"stream_id\":\"" + id + "\",\"source_node\":\"" + id + "\"," + RELAY + ",\"title\":\"";
        int room = DirectoryWrite.MOST_BYTES - start.getBytes(StandardCharsets.UTF_8).length - 2;
        StreamEntry largest = entry(start + "\u00e9".repeat(room / 2) + "\"}", 7);
        store().put(largest);
        assertThat(store().all()).containsExactly(largest);
    }

    @Test
    void a_directory_that_is_opened_again_lists_what_has_not_expired_meanwhile() throws Exception {
        Instant before = Instant.ofEpochMilli(1_780_000_000_000L);
        Directory directory = new Directory(store(), () -> before);
        directory.write(bytes("{\"stream_id\":\"1\",\"ttl_seconds\":60," + RELAY + "}"));
        directory.write(bytes("{\"stream_id\":\"2\",\"ttl_seconds\":10," + RELAY + "}"));
        directory.write(bytes("{\"stream_id\":\"3\",\"ttl_seconds\":60," + RELAY + "}"));
        directory.write(bytes("{\"stream_id\":\"3\",\"remove\":true}"));
        StreamEntry listed = directory.streams().getFirst();

        Directory reopened = new Directory(store(), () -> before.plusSeconds(30));
        assertThat(reopened.streams()).containsExactly(listed);
        assertThat(store().all()).as("what had expired is gone").containsExactly(listed);
        assertThat(new Directory(store(), () -> before.plusSeconds(60)).streams())
                .isEmpty();
        assertThat(store().all()).isEmpty();
    }

    @Test
    void a_directory_lists_no_more_than_its_bound_of_what_a_store_has() throws Exception {
        Instant before = Instant.ofEpochMilli(1_780_000_000_000L);
        for (int i = 0; i < 4; i++) {
            store().put(entry("{\"stream_id\":\"" + i + "\"," + RELAY + "}", before.toEpochMilli() + i));
        }
        assertThat(new Directory(store(), () -> before, 3).streams())
                .extracting(entry -> entry.key().streamId())
                .containsExactly("1", "2", "3");
    }

    private static StreamEntry entry(String body, long updatedUnixMs) throws RefusedEntryException {
        DirectoryWrite.Upsert upsert = (DirectoryWrite.Upsert) DirectoryWrite.parse(bytes(body));
        return new StreamEntry(
                upsert, updatedUnixMs, updatedUnixMs + upsert.ttl().toMillis());
    }

    private static byte[] bytes(String body) {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
