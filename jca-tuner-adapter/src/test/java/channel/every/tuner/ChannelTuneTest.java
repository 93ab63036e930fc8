package channel.every.tuner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelTuneTest {
    private static final URI DEVICE = URI.create("http://10.0.0.7");

    @Test
    void a_tune_reads_as_channel_of_device() {
        assertThat(new ChannelTune(DEVICE, "5.1")).hasToString("5.1 of http://10.0.0.7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://10.0.0.7", "10.0.0.7", "file:relative", "http:5.1", "udp://@:5004"})
    void a_device_of_no_known_kind_is_refused(String device) {
        assertThatThrownBy(() -> new ChannelTune(URI.create(device), "5.1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("tuner device must be an http")
                .hasMessageContaining(device);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5/1", "5 1", "../5.1", "5.1\r\nHost: x"})
    void a_channel_that_could_be_anything_else_is_refused(String channel) {
        assertThatThrownBy(() -> new ChannelTune(DEVICE, channel)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_password_in_the_address_is_refused_and_not_repeated() {
        assertThatThrownBy(() -> new ChannelTune(URI.create("http://me:hush@10.0.0.7"), "5.1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10.0.0.7")
                .message()
                .doesNotContain("hush");
    }

    @Test
    void a_program_of_a_multiplex_shares_the_read_of_all_of_it() {
        ChannelTune program = new ChannelTune(DEVICE, "ch473000000-3");
        assertThat(program.multiplex()).contains(new ChannelTune(DEVICE, "ch473000000"));
        assertThat(program.program()).isEqualTo(3);
        ChannelTune file = new ChannelTune(URI.create("file:/air.ts"), "program-7");
        assertThat(file.multiplex()).contains(new ChannelTune(URI.create("file:/air.ts"), "all"));
        assertThat(file.program()).isEqualTo(7);
        assertThat(new ChannelTune(DEVICE, "5.1").multiplex()).isEmpty();
        assertThat(new ChannelTune(DEVICE, "ch14").program()).isZero();
    }

    @Test
    void a_query_may_be_a_secret_and_is_not_shown() {
        ChannelTune tune = new ChannelTune(URI.create("ts+https://example.org/live.ts?token=hush"), "all");
        assertThat(tune).hasToString("all of ts+https://example.org/live.ts?...");
    }

    /** A URI in RFC 3986's sense, whose authority java.net.URI takes for a name without a user. */
    @Test
    void an_address_that_is_refused_for_its_form_is_named_without_what_could_be_a_secret() {
        for (String address : List.of(
                "ts+http://operator:hu@sh@10.0.0.7/live",
                "http:operator:hush@10.0.0.7/live",
                "rtsp://10.0.0.7/hu?sh#sh")) {
            assertThatThrownBy(() -> new ChannelTune(URI.create(address), "all"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("tuner device must be")
                    .hasMessageNotContaining("operator")
                    .hasMessageNotContaining("sh");
        }
    }
}
