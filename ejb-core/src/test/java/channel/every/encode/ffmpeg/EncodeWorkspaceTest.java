package channel.every.encode.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EncodeWorkspaceTest {
    @TempDir
    Path root = Path.of("unset");

    @Test
    void every_window_has_a_directory_of_its_own_that_goes_with_its_files() throws Exception {
        EncodeWorkspace workspace = new EncodeWorkspace(root.resolve("deep/er"));
        Path a = workspace.open();
        Path b = workspace.open();
        Files.writeString(a.resolve("file"), "x");
        workspace.close(a);

        assertThat(a).doesNotExist();
        assertThat(b).isEmptyDirectory();
    }

    @Test
    void directories_of_dead_processes_are_cleared_and_those_of_living_ones_and_strangers_stay() throws Exception {
        Path mine = new EncodeWorkspace(root).open();
        Path reused = Files.createDirectory(
                root.resolve("every-channel-window-" + ProcessHandle.current().pid() + "-1-1"));
        Path dead = Files.createDirectory(root.resolve("every-channel-window-999999999-1-1"));
        Files.writeString(dead.resolve("window.ts"), "x");
        Path stranger = Files.createDirectory(root.resolve("every-channel-window-notes"));
        new EncodeWorkspace(root);

        assertThat(dead).doesNotExist();
        assertThat(reused).doesNotExist();
        assertThat(mine).exists();
        assertThat(stranger).exists();
    }
}
