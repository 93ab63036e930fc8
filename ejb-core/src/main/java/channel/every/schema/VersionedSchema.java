package channel.every.schema;

import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.migration.JavaMigration;

/**
 * The tables of one room, made by scripts beside a class of it, which are applied in order and never changed. Each room's schema has
 * versions of its own: the database is shared with other rooms, and with the batch repository, which has none.
 *
 * @param owner beside which the scripts {@code V1__<first>.sql}, {@code V2__<second>.sql} ... lie
 * @param versions name of the table that says which of them have been applied
 * @param scripts their descriptions in order, from the first version on
 */
public record VersionedSchema(Class<?> owner, String versions, List<String> scripts) {
    public VersionedSchema {
        scripts = List.copyOf(scripts);
    }

    /** Brings a database, empty or of an earlier version, to the last of the scripts. */
    public void bring(DataSource database) {
        Flyway.configure(owner.getClassLoader())
                .dataSource(database)
                .locations(new String[0])
                .callbackLocations(new String[0])
                .javaMigrations(IntStream.range(0, scripts.size())
                        .mapToObj(at -> SqlScript.beside(owner, Integer.toString(at + 1), scripts.get(at)))
                        .toArray(JavaMigration[]::new))
                .table(versions)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
    }
}
