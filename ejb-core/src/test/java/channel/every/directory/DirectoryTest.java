package channel.every.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.json.Json;
import channel.every.time.ClockAnchor;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryTest {
    private static final String LAX =
            "{\"transport\":\"moq\",\"relay_url\":\"https://lax.example/\",\"broadcast_name\":\"b\",\"track_name\":\"chunks\"}";
    private static final String NYC =
            "{\"transport\":\"moq\",\"relay_url\":\"https://nyc.example/\",\"broadcast_name\":\"b\",\"track_name\":\"chunks\"}";
    private static final String UNKNOWN = "{\"transport\":\"pigeon\",\"loft\":{\"lat\":1.5},\"rings\":[1,2]}";
    private static final String LEGACY =
            "\"relay_url\":\"https://old.example/\",\"broadcast_name\":\"la-kcop\",\"track_name\":\"0.m4s\"";

    private Instant now = Instant.ofEpochMilli(1_780_000_000_000L);
    private final InstantSource clock = () -> now;
    private final MemoryDirectoryStore store = new MemoryDirectoryStore();
    private final Directory directory = new Directory(store, clock, 3);

    @Test
    void an_upsert_of_an_old_client_is_listed_as_old_clients_read_it() throws Exception {
        write("{" + LEGACY + "}");
        JsonNode entry = only();
        assertThat(entry.path("relay_url").asText()).isEqualTo("https://old.example/");
        assertThat(entry.path("broadcast_name").asText()).isEqualTo("la-kcop");
        assertThat(entry.path("track_name").asText()).isEqualTo("0.m4s");
        assertThat(entry.path("stream_id").asText()).isEqualTo("la-kcop");
        assertThat(entry.has("relays")).isFalse();
    }

    @Test
    void the_first_relay_is_what_readers_of_the_old_fields_get() throws Exception {
        write("{\"stream_id\":\"s\"," + LEGACY + ",\"relays\":[" + NYC + "," + LAX + "]}");
        JsonNode entry = only();
        assertThat(entry.path("relay_url").asText()).isEqualTo("https://nyc.example/");
        assertThat(entry.path("broadcast_name").asText()).isEqualTo("b");
        assertThat(entry.path("track_name").asText()).isEqualTo("chunks");
        assertThat(entry.path("relays")).isEqualTo(Json.mapper().readTree("[" + NYC + "," + LAX + "]"));
    }

    @Test
    void a_transport_that_nobody_knows_passes_as_it_came_and_is_not_what_old_clients_get() throws Exception {
        write("{\"stream_id\":\"s\"," + LEGACY + ",\"relays\":[" + UNKNOWN + "," + LAX + "]}");
        assertThat(only().path("relays").path(0)).isEqualTo(Json.mapper().readTree(UNKNOWN));
        assertThat(only().path("relay_url").asText()).isEqualTo("https://lax.example/");
        write("{\"stream_id\":\"s\"," + LEGACY + ",\"relays\":[" + UNKNOWN + "]}");
        assertThat(only().path("relay_url").asText()).isEqualTo("https://old.example/");
    }

    @Test
    void an_entry_whose_relays_are_removed_is_listed_by_its_old_fields() throws Exception {
        write("{\"stream_id\":\"s\"," + LEGACY + ",\"relays\":[" + LAX + "]}");
        write("{\"stream_id\":\"s\"," + LEGACY + "}");
        assertThat(only().has("relays")).isFalse();
        assertThat(only().path("relay_url").asText()).isEqualTo("https://old.example/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"relay_url", "broadcast_name", "track_name"})
    void relays_without_a_primary_field_are_refused_and_the_field_is_named(String field) {
        String body = ("{" + LEGACY + ",\"relays\":[" + LAX + "]}").replaceFirst("\"" + field + "\":\"[^\"]*\",?", "");
        assertThatThrownBy(() -> write(body.replace(",,", ",")))
                .isInstanceOfSatisfying(
                        RefusedEntryException.class,
                        refused -> assertThat(refused.field()).isEqualTo(field));
        assertThat(directory.streams()).isEmpty();
    }

    @Test
    void an_entry_ends_with_its_time_and_lives_on_when_it_is_refreshed() throws Exception {
        write("{" + LEGACY + ",\"ttl_seconds\":10}");
        now = now.plusSeconds(9);
        write("{" + LEGACY + ",\"ttl_seconds\":10}");
        now = now.plusSeconds(9);
        assertThat(directory.streams()).hasSize(1);
        now = now.plusSeconds(1);
        assertThat(directory.streams()).isEmpty();
        assertThat(store.all()).isEmpty();
    }

    @Test
    void a_publisher_takes_its_entry_away_and_no_other() throws Exception {
        write("{\"stream_id\":\"s\",\"source_node\":\"a\"," + LEGACY + "}");
        write("{\"stream_id\":\"s\",\"source_node\":\"b\"," + LEGACY + "}");
        assertThat(write("{\"stream_id\":\"s\",\"source_node\":\"a\",\"remove\":true}"))
                .isEqualTo(new WriteOutcome.Removed(new EntryKey("s", "a"), true));
        assertThat(only().path("source_node").asText()).isEqualTo("b");
    }

    @Test
    void an_anchor_is_announced_with_its_stream() throws Exception {
        write("{" + LEGACY + ",\"anchor\":{\"n\":669,\"offset\":-16016,\"pcr_pid\":49,\"table\":\"STT\"}}");
        assertThat(directory.streams().getFirst().anchor()).isEqualTo(new ClockAnchor(669, -16_016, 49, "STT"));
        assertThat(only().at("/anchor/offset").asLong()).isEqualTo(-16_016);
    }

    @Test
    void members_of_newer_clients_pass_and_cannot_stand_in_for_ours() throws Exception {
        write("{" + LEGACY + ",\"title\":\"KCOP\",\"expires_unix_ms\":1}");
        assertThat(only().path("title").asText()).isEqualTo("KCOP");
        assertThat(only().path("expires_unix_ms").asLong())
                .isEqualTo(now.plus(DirectoryWrite.DEFAULT_TTL).toEpochMilli());
    }

    @Test
    void a_full_directory_refreshes_what_it_has_and_takes_a_new_stream_when_one_has_expired() throws Exception {
        for (String name : new String[] {"1", "2", "3"}) {
            write("{\"stream_id\":\"" + name + "\"," + LEGACY + "}");
        }
        assertThat(write("{\"stream_id\":\"4\"," + LEGACY + "}")).isEqualTo(new WriteOutcome.Full(3));
        assertThat(write("{\"stream_id\":\"3\"," + LEGACY + "}")).isInstanceOf(WriteOutcome.Listed.class);
        now = now.plus(Duration.ofMinutes(2));
        assertThat(write("{\"stream_id\":\"4\"," + LEGACY + "}")).isInstanceOf(WriteOutcome.Listed.class);
        assertThat(directory.metrics().get(1).samples().get(1).value()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{",
                "{" + LEGACY + ",\"relays\":7}",
                "{" + LEGACY + ",\"relays\":[7]}",
                "{" + LEGACY + ",\"ttl_seconds\":0}",
                "{" + LEGACY + ",\"ttl_seconds\":3601}",
                "{" + LEGACY + ",\"ttl_seconds\":\"60\"}",
                "{" + LEGACY + ",\"anchor\":{\"n\":1}}",
                "{" + LEGACY + ",\"stream_id\":7}",
                "{\"relay_url\":\"javascript:alert(1)\",\"broadcast_name\":\"b\",\"track_name\":\"t\"}",
                "{\"relay_url\":\"not a url\",\"broadcast_name\":\"b\",\"track_name\":\"t\"}",
                "{\"relay_url\":\"https://a/\",\"broadcast_name\":\" \",\"track_name\":\"t\"}",
                "{\"remove\":true}"
            })
    void what_cannot_be_listed_is_refused_and_counted(String body) {
        assertThatThrownBy(() -> write(body)).isInstanceOf(RefusedEntryException.class);
        assertThat(directory.streams()).isEmpty();
        assertThat(directory.metrics().get(1).samples().getFirst().value()).isEqualTo(1);
    }

    @Test
    void more_than_a_directory_should_hold_for_anybody_is_refused() {
        assertThatThrownBy(() -> write("{" + LEGACY + ",\"title\":\"" + "x".repeat(16_384) + "\"}"))
                .hasMessageContaining("bytes");
        assertThatThrownBy(() -> write("{" + LEGACY + ",\"relays\":[" + (LAX + ",").repeat(16) + LAX + "]}"))
                .hasMessageContaining("relays");
    }

    @Test
    void a_store_that_has_entries_from_before_lists_them_until_they_expire() throws Exception {
        write("{" + LEGACY + "}");
        assertThat(new Directory(store, clock).streams()).hasSize(1);
        now = now.plus(DirectoryWrite.DEFAULT_TTL);
        assertThat(new Directory(store, clock).streams()).isEmpty();
    }

    private WriteOutcome write(String body) throws RefusedEntryException {
        return directory.write(body.getBytes(StandardCharsets.UTF_8));
    }

    private JsonNode only() {
        assertThat(directory.streams()).hasSize(1);
        return directory.streams().getFirst().json();
    }
}
