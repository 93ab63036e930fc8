package channel.every.directory;

import channel.every.hash.Blake3;
import channel.every.json.Json;
import channel.every.schema.VersionedSchema;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;

/** Entries in a table, so that a node that was started anew lists at once what has not expired meanwhile. */
public final class DatabaseDirectoryStore implements DirectoryStore {
    private static final Logger LOG = System.getLogger(DatabaseDirectoryStore.class.getName());

    private static final VersionedSchema SCHEMA =
            new VersionedSchema(DatabaseDirectoryStore.class, "directory_schema_history", List.of("streams"));

    /** Any text that JSON can say, halves of characters too, which databases do not take. */
    private static final ObjectWriter ASCII = Json.mapper().writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

    private final DataSource database;

    private DatabaseDirectoryStore(DataSource database) {
        this.database = database;
    }

    /** Brings the schema to this version, and opens it. */
    public static DatabaseDirectoryStore open(DataSource database) {
        SCHEMA.bring(database);
        return new DatabaseDirectoryStore(database);
    }

    @Override
    public Collection<StreamEntry> all() throws IOException {
        List<StreamEntry> found = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT announcement, updated_unix_ms, expires_unix_ms FROM directory_stream"
                                + " ORDER BY updated_unix_ms DESC, entry_key");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                try {
                    found.add(new StreamEntry(
                            DirectoryWrite.kept(Json.mapper().readTree(rows.getString(1))),
                            rows.getLong(2),
                            rows.getLong(3)));
                } catch (RefusedEntryException | JsonProcessingException e) {
                    // Of a version that listed what this one does not; it goes when its time is over.
                    LOG.log(Level.WARNING, "an entry of the directory cannot be read: {0}", e.getMessage());
                }
            }
            return found;
        } catch (SQLException e) {
            throw failed("read", e);
        }
    }

    @Override
    public void put(StreamEntry entry) throws IOException {
        String announcement = ASCII.writeValueAsString(entry.announced().json());
        String key = key(entry.key());
        try (Connection connection = database.getConnection()) {
            int updated = execute(
                    connection,
                    "UPDATE directory_stream SET announcement = ?, updated_unix_ms = ?, expires_unix_ms = ?"
                            + " WHERE entry_key = ?",
                    announcement,
                    entry.updatedUnixMs(),
                    entry.expiresUnixMs(),
                    key);
            if (updated == 0) {
                execute(
                        connection,
                        "INSERT INTO directory_stream (announcement, updated_unix_ms, expires_unix_ms, entry_key)"
                                + " VALUES (?, ?, ?, ?)",
                        announcement,
                        entry.updatedUnixMs(),
                        entry.expiresUnixMs(),
                        key);
            }
        } catch (SQLException e) {
            throw failed("write", e);
        }
    }

    @Override
    public void remove(EntryKey key) throws IOException {
        try (Connection connection = database.getConnection()) {
            execute(connection, "DELETE FROM directory_stream WHERE entry_key = ?", key(key));
        } catch (SQLException e) {
            throw failed("remove from", e);
        }
    }

    @Override
    public void removeExpired(long nowUnixMs) throws IOException {
        try (Connection connection = database.getConnection()) {
            execute(connection, "DELETE FROM directory_stream WHERE expires_unix_ms <= ?", nowUnixMs);
        } catch (SQLException e) {
            throw failed("remove from", e);
        }
    }

    private static int execute(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }

    /** Names may hold what a database takes for no text, and a name may not end where the other begins. */
    private static String key(EntryKey key) {
        String names = key.streamId().length() + " " + key.streamId() + key.sourceNode();
        return Blake3.hash(names.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static IOException failed(String what, SQLException e) {
        return new IOException("cannot " + what + " the directory's table: " + e.getMessage(), e);
    }
}
