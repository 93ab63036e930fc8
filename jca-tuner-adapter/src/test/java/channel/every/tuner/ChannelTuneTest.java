package channel.every.tuner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
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
    @ValueSource(strings = {"https://10.0.0.7", "10.0.0.7", "file:///dev/dvb", "http:5.1", "udp://@:5004"})
    void a_device_that_is_no_http_host_is_refused(String device) {
        assertThatThrownBy(() -> new ChannelTune(URI.create(device), "5.1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tuner device must be an http URL with a host: \"" + device + '"');
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
}
