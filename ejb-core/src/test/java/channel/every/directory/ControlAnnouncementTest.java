package channel.every.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.json.CanonicalJson;
import channel.every.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class ControlAnnouncementTest {
    private static final String DIRECT = "{\"kind\":\"direct\",\"endpoint\":\"n0d3\"}";
    private static final String LAX =
            "{\"kind\":\"relay\",\"relay_url\":\"https://lax.example/\",\"broadcast_name\":\"b\",\"track_name\":\"chunks\"}";
    private static final String NYC =
            "{\"kind\":\"relay\",\"relay_url\":\"https://nyc.example/\",\"broadcast_name\":\"b\",\"track_name\":\"chunks\"}";

    @Test
    void every_transport_is_forwarded_in_its_place_and_none_is_flattened() throws Exception {
        JsonNode announcement =
                Json.mapper().readTree("{\"stream_id\":\"s\",\"transports\":[" + DIRECT + "," + LAX + "," + NYC + "]}");
        JsonNode upsert = ControlAnnouncement.upsert(announcement);
        assertThat(upsert.path("relays")).isEqualTo(announcement.path("transports"));
        assertThat(upsert.path("relay_url").asText()).isEqualTo("https://lax.example/");
        assertThat(upsert.has("transports")).isFalse();
        assertThat(DirectoryWrite.parse(CanonicalJson.bytes(upsert)))
                .isInstanceOfSatisfying(
                        DirectoryWrite.Upsert.class,
                        written -> assertThat(written.relays()).hasSize(3));
    }

    @Test
    void an_announcement_that_no_old_client_could_use_is_refused() throws Exception {
        JsonNode direct = Json.mapper().readTree("{\"stream_id\":\"s\",\"transports\":[" + DIRECT + "]}");
        assertThatThrownBy(() -> ControlAnnouncement.upsert(direct)).hasMessageContaining("relay_url");
        assertThatThrownBy(() -> ControlAnnouncement.upsert(Json.mapper().readTree("{\"stream_id\":\"s\"}")))
                .hasMessageContaining("transports");
    }
}
