package channel.every.convergence.history;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.archive.ArchiveRecord;
import channel.every.archive.RecordWriter;
import channel.every.archive.Records;
import channel.every.archive.http.BoundedClient;
import channel.every.archive.http.UrlPolicy;
import channel.every.convergence.measure.FetchedSource;
import channel.every.convergence.measure.ManifestHost;
import channel.every.convergence.measure.MeasuredSample;
import channel.every.convergence.measure.MeasuredSource;
import channel.every.convergence.measure.Measurement;
import channel.every.convergence.measure.MeasurementReport;
import channel.every.convergence.measure.MeasurementSettings;
import channel.every.identity.Label;
import channel.every.json.Json;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every database has to hold. */
abstract class MeasurementHistoryContract {
    @TempDir
    Path directory;

    /** The same database each time it is asked for. */
    abstract DataSource database();

    @Test
    void samples_come_back_as_they_were_taken() throws Exception {
        MeasurementHistory history = MeasurementHistory.open(database());
        history.begin(1, 5);
        history.add(1, sample(20, true));
        history.add(1, sample(10, false));
        List<MeasuredSample> found = new ArrayList<>();
        MeasurementHistory.open(database()).samples(1, found::add);
        assertThat(found).containsExactly(sample(10, false), sample(20, true));
        assertThat(history.running()).contains(1L);
    }

    @Test
    void a_campaign_that_was_stopped_or_has_ended_does_not_run() throws Exception {
        MeasurementHistory history = MeasurementHistory.open(database());
        history.begin(2, 5);
        history.end(2, CampaignState.STOPPED, 9, "{}");
        assertThat(history.state(2)).contains(CampaignState.STOPPED);
        assertThat(history.running()).doesNotContain(2L);
        history.begin(2, 11);
        assertThat(history.running()).contains(2L);
        history.end(2, CampaignState.ENDED, 12, "{\"ok\":true}");
        assertThat(history.report(2)).contains("{\"ok\":true}");
        assertThat(history.state(77)).isEmpty();
    }

    @Test
    void a_campaign_goes_on_with_the_samples_of_its_earlier_life() throws Exception {
        MeasurementHistory history = MeasurementHistory.open(database());
        try (ManifestHost host = new ManifestHost()) {
            host.put("/a.jsonl", lines("node-1")).put("/b.jsonl", lines("node-2"));
            Campaign first = campaign(3, settings(Duration.ofHours(1)), host, history);
            CompletableFuture<MeasurementReport> running = CompletableFuture.supplyAsync(() -> run(first));
            while (first.report().samples() < 3 && !running.isDone()) {
                Thread.onSpinWait();
            }
            first.stop();
            MeasurementReport unfinished = running.join();
            assertThat(unfinished.ok()).isFalse();
            assertThat(history.state(3)).contains(CampaignState.STOPPED);

            host.remove("/a.jsonl");
            Duration remembered = Duration.ofMillis(Math.round(unfinished.elapsedSeconds() * 1000));
            MeasurementReport report = run(campaign(3, settings(remembered), host, history));
            assertThat(report.ok()).isTrue();
            assertThat(report.samples()).isEqualTo(unfinished.samples());
            assertThat(history.state(3)).contains(CampaignState.ENDED);
            assertThat(history.report(3)).contains(Json.pretty(report));
        }
    }

    @Test
    void a_campaign_without_agreement_ends_with_its_reasons_when_its_patience_does() throws Exception {
        MeasurementHistory history = MeasurementHistory.open(database());
        try (ManifestHost host = new ManifestHost()) {
            host.put("/a.jsonl", lines("node-1"));
            MeasurementReport report =
                    campaign(4, settings(Duration.ofMillis(200)), host, history).run(Duration.ofMillis(300));
            assertThat(report.ok()).isFalse();
            assertThat(report.reasons().getFirst()).startsWith("source b: ");
            assertThat(history.state(4)).contains(CampaignState.ENDED);
        }
    }

    private static MeasurementReport run(Campaign campaign) {
        try {
            return campaign.run(Duration.ofMinutes(5));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static MeasurementSettings settings(Duration elapsed) {
        return new MeasurementSettings(
                new Label("proof"),
                Records.KCOP,
                ArchiveRecord.PROOF_TRACK,
                elapsed,
                Duration.ofMillis(50),
                Duration.ofMinutes(10));
    }

    private Campaign campaign(long id, MeasurementSettings settings, ManifestHost host, MeasurementHistory history) {
        List<MeasuredSource> sources =
                MeasuredSource.parseProof(List.of("a=" + host.url("/a.jsonl"), "b=" + host.url("/b.jsonl")));
        Measurement measurement = new Measurement(
                settings,
                () -> sources,
                new BoundedClient(UrlPolicy.originsOf(List.of(URI.create(host.url("/")))), Duration.ofSeconds(20)),
                null,
                null,
                directory.resolve("roots"));
        return new Campaign(id, settings, measurement, history, InstantSource.system());
    }

    private static byte[] lines(String node) {
        return RecordWriter.lines(List.of(Records.media(node, 1), Records.media(node, 2)));
    }

    private static MeasuredSample sample(long unixMs, boolean ok) {
        return new MeasuredSample(
                unixMs,
                ok,
                ok ? List.of() : List.of("3 sequences have different bytes"),
                List.of(new FetchedSource(new Label("a"), true, 7, 1, null)),
                Map.of("every_channel_archive_convergence_ok", ok),
                new MeasuredSample.Totals(4, 3, 2, 1));
    }
}
