package channel.every.convergence.history;

import channel.every.convergence.measure.MeasuredSample;
import channel.every.json.Json;
import channel.every.schema.VersionedSchema;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** Campaigns by the id of their job instance, with the samples they took and the report they ended with. */
public final class MeasurementHistory {
    private static final VersionedSchema SCHEMA =
            new VersionedSchema(MeasurementHistory.class, "measurement_schema_history", List.of("measurements"));

    /** Of one sample: its sources and reasons are few, and a reason is a sentence. */
    private static final int LONGEST_SAMPLE = 1_000_000;

    private final DataSource database;

    private MeasurementHistory(DataSource database) {
        this.database = database;
    }

    /** Brings the schema to this version, and opens it. */
    public static MeasurementHistory open(DataSource database) {
        SCHEMA.bring(database);
        return new MeasurementHistory(database);
    }

    /** Says that a campaign takes samples from now on, for the first time or again. */
    public void begin(long campaign, long unixMs) throws SQLException {
        if (update(
                        "UPDATE measurement_campaign SET state = 'running', ended_unix_ms = NULL WHERE campaign = ?",
                        campaign)
                == 0) {
            update(
                    "INSERT INTO measurement_campaign (campaign, state, begun_unix_ms) VALUES (?, 'running', ?)",
                    campaign,
                    unixMs);
        }
    }

    public void add(long campaign, MeasuredSample sample) throws SQLException {
        String json = json(sample);
        if (json.length() > LONGEST_SAMPLE) {
            throw new SQLException("a sample of campaign " + campaign + " takes " + json.length() + " characters");
        }
        update(
                "INSERT INTO measurement_sample (campaign, taken_unix_ms, ok, sample) VALUES (?, ?, ?, ?)",
                campaign,
                sample.unixMs(),
                sample.ok(),
                json);
    }

    /** Shows the samples of a campaign in the order they were taken. */
    public void samples(long campaign, Consumer<MeasuredSample> samples) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT sample FROM measurement_sample WHERE campaign = ? ORDER BY taken_unix_ms")) {
            query.setLong(1, campaign);
            query.setFetchSize(1000);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    samples.accept(sample(rows.getString(1)));
                }
            }
        }
    }

    /** @param report what has been found so far, as JSON */
    public void keep(long campaign, String report) throws SQLException {
        update("UPDATE measurement_campaign SET report = ? WHERE campaign = ?", report, campaign);
    }

    /** @param report its JSON; kept until the campaign is begun anew */
    public void end(long campaign, CampaignState state, long unixMs, String report) throws SQLException {
        update(
                "UPDATE measurement_campaign SET state = ?, ended_unix_ms = ?, report = ? WHERE campaign = ?",
                state.text(),
                unixMs,
                report,
                campaign);
    }

    public Optional<CampaignState> state(long campaign) throws SQLException {
        return text("SELECT state FROM measurement_campaign WHERE campaign = ?", campaign)
                .map(CampaignState::of);
    }

    /** The report that a campaign ended with, or of what it has found so far, as JSON. */
    public Optional<String> report(long campaign) throws SQLException {
        return text("SELECT report FROM measurement_campaign WHERE campaign = ?", campaign);
    }

    /** Campaigns that nobody stopped and that have not ended: those that go on when their server is started. */
    public List<Long> running() throws SQLException {
        List<Long> running = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT campaign FROM measurement_campaign WHERE state = 'running' ORDER BY campaign");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                running.add(rows.getLong(1));
            }
        }
        return running;
    }

    private Optional<String> text(String sql, long campaign) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setLong(1, campaign);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
            }
        }
    }

    private int update(String sql, Object... values) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }

    private static String json(MeasuredSample sample) throws SQLException {
        try {
            return Json.mapper().writeValueAsString(sample);
        } catch (JsonProcessingException e) {
            throw new SQLException("a sample cannot be written", e);
        }
    }

    private static MeasuredSample sample(String json) {
        try {
            return Json.mapper().readValue(json, MeasuredSample.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a sample cannot be read: " + e.getOriginalMessage(), e);
        }
    }
}
