package channel.every.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.convergence.measure.MeasuredSource;
import channel.every.identity.Label;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RemoteProofSettingsTest {
    private static final String SOURCES = "every-channel.proof.kcop.sources";

    @Test
    void a_proof_over_urls_is_measured_and_one_over_paths_is_not() {
        Map<String, String> keys = Map.of(
                SOURCES,
                "a=http://10.0.0.7:9080, b=https://b.example.net/v1/archive-manifest?source=b",
                "every-channel.proof.kcop.broadcast",
                "la-kcop",
                "every-channel.proof.kcop.elapsed-seconds",
                "60",
                "every-channel.proof.here.sources",
                "a=/data/a,b=/data/b");
        RemoteProofSettings found = read(keys).getFirst();
        assertThat(read(keys)).hasSize(1);
        assertThat(found.name()).isEqualTo(new Label("kcop"));
        assertThat(found.measurement().broadcast()).isEqualTo(new Label("la-kcop"));
        assertThat(found.measurement().elapsed()).isEqualTo(Duration.ofMinutes(1));
        assertThat(found.sources()).extracting(MeasuredSource::name).containsExactly(new Label("a"), new Label("b"));
        assertThat(NodeSettings.read(keys.keySet(), key -> Optional.ofNullable(keys.get(key)), Path.of("data"))
                        .liveProofs())
                .extracting(ProofSettings::name)
                .containsExactly(new Label("here"));
    }

    @Test
    void what_cannot_be_a_proof_is_refused_with_its_key() {
        assertThatThrownBy(() -> read(Map.of(SOURCES, "a=http://x")))
                .hasMessage(SOURCES + ": a measurement needs two sources NAME=URL or more, not 1");
        assertThatThrownBy(() -> read(Map.of(SOURCES, "a=http://x,a=http://y")))
                .hasMessage(SOURCES + ": two sources are named a");
        assertThatThrownBy(() -> read(Map.of(SOURCES, "a=http://x,b=/data/b")))
                .hasMessageStartingWith(SOURCES + " mixes URLs and paths");
        assertThatThrownBy(() -> read(
                        Map.of(SOURCES, "a=http://x,b=http://y", "every-channel.proof.kcop.elapsed-seconds", "soon")))
                .hasMessageContaining(
                        "every-channel.proof.kcop.elapsed-seconds must be a whole number of seconds: \"soon\"");
    }

    private static List<RemoteProofSettings> read(Map<String, String> keys) {
        return RemoteProofSettings.read(keys.keySet(), key -> Optional.ofNullable(keys.get(key)));
    }
}
