package channel.every.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.identity.Label;
import channel.every.identity.Rendition;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EncodeProfileTest {
    @Test
    void the_canonical_text_is_rfc_8785_and_never_changes() {
        assertThat(BuiltInProfiles.DEFAULT.canonicalText())
                .isEqualTo("{\"audio\":[{\"bits_per_second\":128000,\"layout\":\"STEREO\",\"rendition\":\"audio\"}],"
                        + "\"name\":\"default\",\"picture_rate\":\"frame\","
                        + "\"rungs\":[{\"crf\":23,\"height\":720,\"preset\":\"VERYFAST\",\"rendition\":\"720p\",\"width\":1280}],"
                        + "\"version\":1}");
    }

    @Test
    void built_in_profiles_are_found_by_name_and_others_are_refused_with_a_list() {
        assertThat(BuiltInProfiles.named("demo")).isSameAs(BuiltInProfiles.DEMO);
        assertThatThrownBy(() -> BuiltInProfiles.named("4k"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no profile \"4k\"; there are default, demo, demo-720p, ladder");
    }

    @Test
    void two_renditions_of_one_name_are_refused() {
        Rung rung = new Rung(Rendition.of("360p"), 640, 360, X264Preset.FAST, 23);

        assertThatThrownBy(() ->
                        new EncodeProfile(new Label("twice"), 1, PictureRate.FRAME, List.of(rung, rung), List.of()))
                .hasMessage("rendition \"360p\" is given twice");
    }

    @Test
    void a_profile_without_renditions_is_refused() {
        assertThatThrownBy(() -> new EncodeProfile(new Label("none"), 1, PictureRate.FRAME, List.of(), List.of()))
                .hasMessageContaining("must have 1 to 8 renditions: 0");
    }

    @Test
    void odd_sides_are_refused() {
        assertThatThrownBy(() -> new Rung(Rendition.of("odd"), 641, 360, X264Preset.FAST, 23))
                .hasMessage("width must be even and 16 to 3840: 641");
    }
}
