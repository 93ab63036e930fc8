package channel.every.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import channel.every.identity.Label;
import channel.every.identity.Rendition;
import channel.every.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EncodeProfileTest {
    @TempDir
    Path directory = Path.of("unset");

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
                .hasMessage(
                        "no profile \"4k\"; there are default, demo, demo-720p, ladder, or a file's name that ends in .json");
    }

    @Test
    void a_profile_of_an_operators_own_comes_from_a_file_in_the_printed_form() throws Exception {
        Path file = Files.writeString(directory.resolve("own.json"), Json.pretty(BuiltInProfiles.LADDER));

        assertThat(BuiltInProfiles.named(file.toString())).isEqualTo(BuiltInProfiles.LADDER);
    }

    @Test
    void what_is_wrong_in_a_file_is_named_by_field_and_value() throws Exception {
        String good = BuiltInProfiles.DEFAULT.canonicalText();

        assertThat(refusal(good.replace("1280", "1281"))).endsWith("rungs[0]: width must be even and 16 to 3840: 1281");
        assertThat(refusal(good.replace("VERYFAST", "placebo")))
                .contains("rungs[0].preset: ")
                .contains("placebo")
                .contains("VERYFAST");
        assertThat(refusal(good.replace("crf", "cfr"))).endsWith("rungs[0].crf is missing");
        assertThat(refusal(good.replace("\"crf\"", "\"fps\":25,\"crf\""))).contains("rungs[0].fps: Unrecognized field");
        assertThat(refusal(good.replace("\"layout\"", "\"language\":\"Spanish\",\"layout\"")))
                .contains(
                        "audio[0].language: a language is three lower-case letters of ISO 639-2, such as spa: \"Spanish\"");
        assertThat(refusal("{")).contains(" is no JSON: ");
        assertThatThrownBy(() -> BuiltInProfiles.named("/nowhere/own.json"))
                .hasMessage("cannot read profile /nowhere/own.json: /nowhere/own.json");
    }

    private String refusal(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("bad.json"), text);
        IllegalArgumentException refusal =
                catchThrowableOfType(IllegalArgumentException.class, () -> BuiltInProfiles.named(file.toString()));
        return String.valueOf(refusal.getMessage());
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
