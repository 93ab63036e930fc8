package channel.every.convergence;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The counts of a strict proof in SQL, by a database that knows nothing of this house. */
final class DuckDb {
    private static final String RECORDS = """
            SELECT %1$d AS party, group_sequence AS s, hash AS h, source_node AS n, media AS m, source_hash AS i, profile AS p,
                   coalesce(quality.continuity_errors, 0) > 0 AS bad
            FROM read_json('%2$s', format = 'newline_delimited', ignore_errors = true, columns = {
                group_sequence: 'BIGINT', hash: 'VARCHAR', source_node: 'VARCHAR',
                media: 'STRUCT(sequence BIGINT, decode_time BIGINT, timescale INTEGER)',
                source_hash: 'VARCHAR', profile: 'VARCHAR', quality: 'STRUCT(continuity_errors INTEGER)'})
            WHERE group_sequence IS NOT NULL""";

    /** What a party holds of a sequence, then what the sequence amounts to, then the sums. */
    private static final String COUNTS = """
            WITH records AS (%1$s),
            copies AS (
                SELECT s, CASE WHEN n IS NULL THEN -1 - party ELSE party END AS who,
                       min(h) AS low, max(h) AS high, count(*) AS copies, count(n) AS named, count(h) AS hashed, count(m) AS timed,
                       min(m) AS early, max(m) AS late
                FROM records GROUP BY s, who),
            sequences AS (
                SELECT s, min(low) AS low, max(high) AS high, min(early) AS early, max(late) AS late,
                       count(*) FILTER (hashed > 0) AS holders,
                       count(*) FILTER (hashed > 0 AND who >= 0) AS agreeing,
                       count(*) FILTER (copies > hashed) AS announced,
                       count(*) FILTER (who >= 0 AND (hashed > 0 OR copies > hashed)) AS known,
                       count(*) FILTER (low <> high) AS selfish,
                       sum(copies) AS copies, sum(named) AS named, sum(timed) AS timed
                FROM copies GROUP BY s)
            SELECT count(*) AS observed,
                   count(*) FILTER (low = high AND agreeing > 1 AND (early IS NULL OR early = late)) AS duplicate,
                   count(*) FILTER (low <> high AND holders > 1) AS divergent,
                   count(*) FILTER (selfish > 0) AS self_divergent,
                   sum(CASE WHEN %2$d - known + announced = 0 AND agreeing < 2 AND low = high AND copies = named
                            THEN 1 ELSE %2$d - known + announced END) AS missing,
                   sum(copies - named) AS unidentified,
                   count(*) FILTER (early <> late) AS conflicts,
                   sum(copies - timed) AS untimed
            FROM sequences""";

    private static final String RECEPTION = """
            WITH records AS (%1$s)
            SELECT count(DISTINCT one.s) FROM records one JOIN records other ON one.s = other.s
            WHERE one.h < other.h AND one.i <> other.i AND (one.bad OR other.bad)""";

    private DuckDb() {}

    /** The counts by their names in a report of one group. */
    static Map<String, Long> counts(Path... roots) throws SQLException {
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(COUNTS.formatted(records(roots), roots.length))) {
            row.next();
            Map<String, Long> counts = new LinkedHashMap<>();
            for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                counts.put(row.getMetaData().getColumnLabel(column), row.getLong(column));
            }
            return counts;
        }
    }

    /** Sequences that differ because a receiver lost packets. */
    static long reception(Path... roots) throws SQLException {
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(RECEPTION.formatted(records(roots)))) {
            row.next();
            return row.getLong(1);
        }
    }

    /** The same of a report. */
    static Map<String, Long> counts(GroupReport group) {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("observed", group.observedSequences());
        counts.put("duplicate", group.duplicateSequences());
        counts.put("divergent", group.divergentSequences());
        counts.put("self_divergent", group.sourceLocalDivergentSequences());
        counts.put("missing", group.missingHashes());
        counts.put("unidentified", group.missingSourceIdentity());
        counts.put("conflicts", group.mediaSequenceConflicts());
        counts.put("untimed", group.mediaTimingMissing());
        return counts;
    }

    private static String records(Path... roots) {
        return IntStream.range(0, roots.length)
                .mapToObj(party -> RECORDS.formatted(party, roots[party].resolve(SyntheticArchive.INDEX)))
                .collect(Collectors.joining("\nUNION ALL\n"));
    }
}
