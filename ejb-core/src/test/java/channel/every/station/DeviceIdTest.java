package channel.every.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceIdTest {
    @ParameterizedTest
    @ValueSource(ints = {0xEC000008, 0xEC000017, 0xEC00002D, 0xEC000034, 0x10439EFD})
    void ids_that_the_vendors_library_takes_are_taken(int id) {
        assertThat(new DeviceId(id).value()).isEqualTo(id);
    }

    @Test
    void an_id_with_a_wrong_check_digit_is_refused() {
        assertThatThrownBy(() -> new DeviceId(0x12345678)).hasMessage("not a valid device id: 12345678");
    }

    @Test
    void every_name_has_a_valid_id_of_its_own() {
        Stream<DeviceId> ids = IntStream.range(0, 100).mapToObj(i -> DeviceId.named("device-" + i));
        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    void a_name_has_always_the_same_id() {
        assertThat(DeviceId.named("a")).isEqualTo(DeviceId.named("a")).hasToString("EC7BE43E");
    }
}
