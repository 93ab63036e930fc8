package channel.every.convergence.history;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.io.TempDir;

/** In a file, with the modes that the batch repository beside it needs. */
class H2HistoryTest extends MeasurementHistoryContract {
    @TempDir
    private Path files;

    @Override
    DataSource database() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:file:" + files.resolve("every-channel").toAbsolutePath()
                + ";MODE=LEGACY;NON_KEYWORDS=VALUE;DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0");
        database.setUser("sa");
        database.setPassword("sa");
        return database;
    }
}
