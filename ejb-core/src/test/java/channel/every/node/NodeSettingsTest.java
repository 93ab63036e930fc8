package channel.every.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodeSettingsTest {
    private static final String URL = "every-channel.tuner.a.url";

    /** The log shows an exception with its causes, so none of them may know more than its message. */
    @Test
    void a_malformed_address_of_a_tuner_is_refused_without_user_password_query_or_fragment() {
        for (String address : List.of(
                "ts+http://operator:hunter2@10.0.0.7:80 80/live",
                "ts+http://oper ator:hunter2@10.0.0.7/live",
                "ts+http://operator:hunter2%zz@10.0.0.7/live",
                "ts+http://operator:hun@ter2@10.0.0.7/li ve",
                "ts+http://operator:hun/ter2 @10.0.0.7/live",
                "ts+http://operator:hun?ter2 @10.0.0.7/live",
                "ts+http://10.0.0.7/live?key=hunter2 ",
                "ts+http://10.0.0.7/live?key=hunter2&mail=a@b ",
                "ts+http://10.0.0.7/live?key=hunter2\nter2",
                "ts+http://10.0.0.7/li ve#key=hunter2",
                "ts+http:operator:hunter2@10.0.0.7/li ve",
                "operator:hunter2@10.0.0.7/li ve",
                "ffmpeg+rtsp://operator:hunter2@[10.0.0.7/live")) {
            assertThatThrownBy(() -> read(address))
                    .as(address)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(URL + " is not a URL: \"")
                    .satisfies(refused -> assertThat(logged(refused))
                            .as(address)
                            .doesNotContain("ter2")
                            .doesNotContain("hun")
                            .doesNotContain("oper"));
        }
    }

    @Test
    void a_malformed_address_is_shown_as_far_as_it_tells_where_to_look() {
        assertThatThrownBy(() -> read("ts+http://operator:hunter2@10.0.0.7/li ve?key=1"))
                .hasMessage(URL + " is not a URL: \"ts+http://10.0.0.7/li ve?...\"");
        assertThatThrownBy(() -> read("http://10.0.0.7:80 80"))
                .hasMessage(URL + " is not a URL: \"http://10.0.0.7:80 80\"");
    }

    private static String logged(Throwable refused) {
        StringWriter log = new StringWriter();
        refused.printStackTrace(new PrintWriter(log));
        return log.toString().lines().filter(line -> !line.startsWith("\tat ")).reduce("", String::concat);
    }

    private static NodeSettings read(String address) {
        Map<String, String> keys = Map.of(
                URL, address, "every-channel.publisher.a.tuner", "a", "every-channel.publisher.a.channel", "5.1");
        return NodeSettings.read(keys.keySet(), key -> Optional.ofNullable(keys.get(key)), Path.of("data"));
    }
}
