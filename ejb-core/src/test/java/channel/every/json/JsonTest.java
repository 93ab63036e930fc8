package channel.every.json;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.clock.ChunkIndex;
import channel.every.hash.Blake3Hash;
import channel.every.identity.GroupSequence;
import channel.every.identity.Label;
import channel.every.identity.Rendition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonTest {
    record Names(
            Label sourceNode,
            Rendition rendition,
            ChunkIndex index,
            GroupSequence groupSequence,
            Blake3Hash hash,
            @Nullable String absent) {}

    private static final String TEXT = "{\"source_node\":\"ec-node-1\",\"rendition\":\"720p\",\"index\":1779121412,"
            + "\"group_sequence\":7287281303552,\"hash\":\"" + "ab".repeat(32) + "\"}";

    @Test
    void nouns_are_written_as_the_bare_text_or_number_and_absent_values_not_at_all() throws Exception {
        Names names = new Names(
                new Label("ec-node-1"),
                Rendition.of("720p"),
                new ChunkIndex(1779121412L),
                new GroupSequence(7287281303552L),
                Blake3Hash.parse("ab".repeat(32)),
                null);
        assertThat(Json.mapper().writeValueAsString(names)).isEqualTo(TEXT);
        assertThat(Json.mapper().readValue(TEXT, Names.class)).isEqualTo(names);
    }
}
