package channel.every.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.zip.CRC32;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;

/**
 * A versioned script beside a class, {@code V<version>__<description>.sql}. It is named here and not looked for: servers' class
 * loaders give resources by name, and no directories to search.
 */
final class SqlScript implements JavaMigration {
    private final String version;
    private final String description;
    private final String sql;

    private SqlScript(String version, String description, String sql) {
        this.version = version;
        this.description = description;
        this.sql = sql;
    }

    static SqlScript beside(Class<?> owner, String version, String description) {
        String name = "V" + version + "__" + description + ".sql";
        try (InputStream in = owner.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no script " + name);
            }
            return new SqlScript(version, description, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
    }

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion(version);
    }

    @Override
    public String getDescription() {
        return description;
    }

    /** A script that was applied must not be changed: Flyway refuses to start with another sum. */
    @Override
    public Integer getChecksum() {
        CRC32 sum = new CRC32();
        sum.update(sql.getBytes(StandardCharsets.UTF_8));
        return (int) sum.getValue();
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        try (Statement statement = context.getConnection().createStatement()) {
            for (String each : sql.split(";")) {
                if (!each.isBlank()) {
                    statement.execute(each);
                }
            }
        }
    }
}
