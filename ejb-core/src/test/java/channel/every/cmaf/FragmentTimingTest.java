package channel.every.cmaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FragmentTimingTest {
    private static final byte[] FRAGMENT = BoxBytes.fragment(BoxBytes.tfdt64(160_380_162_162_000L), 3003, 3003, 3004);

    @Test
    void a_fragment_tells_when_it_begins_and_how_long_its_samples_last() {
        assertThat(FragmentTiming.of(FRAGMENT)).isEqualTo(new FragmentTiming(1, 160_380_162_162_000L, 9010, 3));
    }

    @Test
    void what_is_not_exactly_one_moof_and_one_mdat_is_refused() {
        byte[] two = BoxBytes.concat(FRAGMENT, FRAGMENT);
        assertThatThrownBy(() -> FragmentTiming.of(two)).hasMessageContaining("ends with its 'mdat'");
        assertThatThrownBy(() -> FragmentTiming.of(BoxBytes.init())).hasMessageContaining("found 'ftyp'");
    }

    @Test
    void every_truncation_is_refused_and_none_escapes_as_another_exception() {
        for (int length = 0; length < FRAGMENT.length; length++) {
            byte[] cut = Arrays.copyOf(FRAGMENT, length);
            assertThatThrownBy(() -> FragmentTiming.of(cut)).isInstanceOf(MalformedBoxException.class);
        }
    }
}
