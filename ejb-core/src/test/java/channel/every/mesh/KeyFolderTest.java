package channel.every.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFolderTest {
    @TempDir
    Path temp;

    @Test
    void keys_that_were_made_are_found_again_and_are_for_their_owner_alone() throws IOException {
        KeyFolder folder = new KeyFolder(temp.resolve("keys"));
        assertThat(folder.keys()).isEmpty();
        SigningKey one = folder.create(new SecureRandom());
        SigningKey two = folder.create(new SecureRandom());
        assertThat(folder.keys())
                .extracting(SigningKey::toString)
                .containsExactlyInAnyOrder(one.toString(), two.toString());
        Path file = temp.resolve("keys").resolve(one + ".pem");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temp.resolve("keys"))))
                .isEqualTo("rwx------");
    }

    @Test
    void a_key_that_others_may_read_is_refused_by_name() throws IOException {
        KeyFolder folder = new KeyFolder(temp);
        SigningKey key = folder.create(new SecureRandom());
        Files.setPosixFilePermissions(temp.resolve(key + ".pem"), PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(folder::keys).hasMessageContaining(key + ".pem").hasMessageContaining("chmod 600");
    }

    @Test
    void a_file_that_is_no_key_is_refused_without_being_shown() throws IOException {
        Path file = Files.createFile(
                temp.resolve("a.pem"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, "-----BEGIN RSA PRIVATE KEY-----\nhunter2\n-----END RSA PRIVATE KEY-----\n");
        assertThatThrownBy(new KeyFolder(temp)::keys)
                .hasMessageContaining("a.pem")
                .hasMessageNotContaining("hunter2");
    }
}
