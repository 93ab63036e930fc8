package channel.every.node;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.hash.Blake3;
import channel.every.hash.Blake3Hash;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InputShelfTest {
    private static final byte[] RECORDING = "a recording".getBytes(StandardCharsets.UTF_8);
    private static final Blake3Hash HASH = Blake3.hash(RECORDING);

    @TempDir
    Path directory = Path.of("unset");

    @Test
    void a_recording_is_kept_under_its_hash_until_it_is_forgotten() throws Exception {
        InputShelf shelf = new InputShelf(directory);
        assertThat(shelf.find(HASH)).isEmpty();

        assertThat(shelf.put(HASH, new ByteArrayInputStream(RECORDING)))
                .isInstanceOfSatisfying(InputShelf.Outcome.Stored.class, stored -> {
                    assertThat(Path.of(stored.input().path())).hasBinaryContent(RECORDING);
                    assertThat(stored.input().size()).isEqualTo(RECORDING.length);
                });
        assertThat(shelf.delete(HASH)).isTrue();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void what_has_another_hash_is_not_kept() throws Exception {
        InputShelf shelf = new InputShelf(directory);

        assertThat(shelf.put(HASH, new ByteArrayInputStream(new byte[188])))
                .isEqualTo(new InputShelf.Outcome.OtherContent(Blake3.hash(new byte[188])));
        assertThat(directory).isEmptyDirectory();
    }
}
