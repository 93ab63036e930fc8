package channel.every.tuner.dvb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DvbAddressTest {
    private static DvbAddress parse(String text) {
        return DvbAddress.parse(URI.create(text));
    }

    @Test
    void an_address_alone_means_the_usual() {
        DvbAddress address = parse("dvb://adapter2/frontend1");
        assertThat(address.adapter()).isEqualTo(2);
        assertThat(address.frontend()).isEqualTo(1);
        assertThat(address.channels()).isEqualTo(Path.of("/etc/every-channel/channels.conf"));
        assertThat(address.lock()).isEqualTo(Duration.ofSeconds(5));
        assertThat(address.statistics()).isEqualTo(Duration.ofSeconds(30));
        assertThat(address.pids()).isEmpty();
        assertThat(address).hasToString("adapter2/frontend1");
    }

    @Test
    void options_say_the_rest() {
        DvbAddress address =
                parse("dvb://adapter0/frontend0?channels=/srv/a%20b.conf&lock=20&statistics=0&pids=0,16-20,8187");
        assertThat(address.channels()).isEqualTo(Path.of("/srv/a b.conf"));
        assertThat(address.lock()).isEqualTo(Duration.ofSeconds(20));
        assertThat(address.statistics()).isEqualTo(Duration.ZERO);
        assertThat(address.pids()).containsExactly(0, 16, 17, 18, 19, 20, 8187);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dvb://adapter0 | a DVB device is written dvb://adapter0/frontend0: \"dvb://adapter0\"",
                "dvb:///dev/dvb/adapter0/frontend0 | a DVB device is written dvb://adapter0/frontend0",
                "dvb://adapter0/frontend0?lnb=x | has no option \"lnb\", but channels, lock, statistics and pids",
                "dvb://adapter0/frontend0?lock=0 | lock must be 1 to 3600: \"0\"",
                "dvb://adapter0/frontend0?statistics=often | statistics must be 0 to 3600: \"often\"",
                "dvb://adapter0/frontend0?pids=8192 | pids must be 0 to 8191: \"8192\"",
                "dvb://adapter0/frontend0?pids=9-3 | pids must be 9 to 41: \"3\"",
                "dvb://adapter0/frontend0?pids=0-20,30-50 | pids: 42 are more than the 32 filters there are",
                "dvb://adapter0/frontend0?lock=1&lock=2 | option \"lock=2\" stands twice",
                "dvb://adapter0/frontend0?lock | options are written name=value: \"lock\"",
            })
    void a_mistake_is_told_with_its_remedy(String text, String message) {
        assertThatThrownBy(() -> parse(text.strip()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message.strip());
    }
}
