package channel.every.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.InstantSource;
import org.flywaydb.core.api.FlywayException;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a file, with the modes that the batch repository beside it needs; each store finds the file that the one before has closed. */
class H2DirectoryStoreTest extends DirectoryStoreContract {
    @TempDir
    private Path files;

    @Override
    DirectoryStore store() {
        return DatabaseDirectoryStore.open(database());
    }

    private JdbcDataSource database() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:file:" + files.resolve("every-channel").toAbsolutePath()
                + ";MODE=LEGACY;NON_KEYWORDS=VALUE;DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0");
        database.setUser("sa");
        database.setPassword("sa");
        return database;
    }

    @Test
    void what_the_table_does_not_take_is_listed_until_a_restart_and_counted() throws Exception {
        Directory directory = new Directory(store(), InstantSource.system());
        try (Connection connection = database().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE directory_stream");
        }
        directory.write(
                "{\"relay_url\":\"https://old.example/\",\"broadcast_name\":\"la-kcop\",\"track_name\":\"0.m4s\"}"
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(directory.streams()).hasSize(1);
        assertThat(directory.metrics().getLast().samples().getFirst().value()).isEqualTo(1);
    }

    @Test
    void an_entry_that_this_version_cannot_read_is_passed_over() throws Exception {
        store();
        try (Connection connection = database().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO directory_stream VALUES ('" + "0".repeat(64) + "', '{\"v\":9}', 1, 2)");
            statement.execute("INSERT INTO directory_stream VALUES ('" + "1".repeat(64) + "', 'no JSON', 1, 2)");
        }
        assertThat(store().all()).isEmpty();
    }

    @Test
    void a_database_that_cannot_be_opened_says_so() {
        JdbcDataSource nowhere = new JdbcDataSource();
        nowhere.setURL("jdbc:h2:file:/proc/nowhere/every-channel");
        assertThatThrownBy(() -> DatabaseDirectoryStore.open(nowhere)).isInstanceOf(FlywayException.class);
    }
}
