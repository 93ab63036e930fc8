package channel.every.batch;

import channel.every.archive.file.DataDirectory;
import channel.every.archive.file.FileObjectStore;
import channel.every.archive.http.BoundedClient;
import channel.every.archive.http.Peer;
import channel.every.archive.sync.ArchiveSync;
import channel.every.archive.sync.SyncPolicy;
import channel.every.archive.sync.SyncReport;
import channel.every.identity.Label;
import channel.every.json.Json;
import channel.every.time.TimeSpan;
import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Syncs the node's archive with its peers, one pass an item, until a pass is complete or brings nothing more. */
@Named("archiveSyncReader")
@Dependent
public class ArchiveSyncReader extends AbstractItemReader {
    /** Of fetching; then manifests are made fresh again, and what came is committed as progress. */
    private static final Duration PASS = Duration.ofSeconds(10);

    private final ArchivePlaces places;
    private @Nullable BoundedClient client;
    private @Nullable ArchiveSync sync;
    private List<Peer> asked = List.of();
    private boolean ended;

    @Inject
    @BatchProperty
    @Nullable
    String peers;

    @Inject
    @BatchProperty
    @Nullable
    String broadcasts;

    @Inject
    @BatchProperty
    @Nullable
    String fill;

    @Inject
    @BatchProperty
    @Nullable
    String maxAge;

    @Inject
    public ArchiveSyncReader(ArchivePlaces places) {
        this.places = places;
    }

    @Override
    public void open(@Nullable Serializable checkpoint) {
        BoundedClient asking = new BoundedClient(places.policy(), BoundedClient.DEFAULT_PATIENCE);
        client = asking;
        asked = places.peers(places.addresses(peers), asking);
        if (asked.isEmpty()) {
            throw new IllegalArgumentException("no peer: give the job parameter peers as NAME=URL,..., or configure"
                    + " every-channel.peer.<name>.url");
        }
        DataDirectory data = places.data();
        sync = new ArchiveSync(data, new FileObjectStore(data.cas()), policy(), InstantSource.system());
    }

    private SyncPolicy policy() {
        Set<Label> wanted = given(broadcasts).stream()
                .flatMap(text -> Arrays.stream(text.split(",")))
                .map(text -> new Label(text.strip()))
                .collect(Collectors.toSet());
        return new SyncPolicy(
                wanted,
                given(fill).map(ArchiveSyncReader::fill).orElse(SyncPolicy.Fill.ALL),
                given(maxAge).map(TimeSpan::parse).orElse(null),
                PASS);
    }

    private static SyncPolicy.Fill fill(String text) {
        try {
            return SyncPolicy.Fill.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("job parameter fill is all, backfill or none: \"" + text + '"', e);
        }
    }

    @Override
    public @Nullable ArchiveSlice readItem() throws IOException, InterruptedException {
        if (ended || sync == null) {
            return null;
        }
        SyncReport report = sync.pass(asked, (fetched, wanted) -> {}, () -> false);
        ended = report.complete() || report.fetched() == 0;
        return new ArchiveSlice(Json.pretty(report), share(report), report.complete() ? "complete" : "incomplete");
    }

    /** Of the newest pass. */
    private static double share(SyncReport report) {
        return report.wanted() == 0 ? 1 : 1 - (double) report.missing() / report.wanted();
    }

    /** A parameter that was not given is null on one server and empty on the other. */
    private static Optional<String> given(@Nullable String value) {
        return Optional.ofNullable(value).filter(text -> !text.isBlank());
    }

    @Override
    public void close() {
        if (client != null) {
            client.close();
        }
    }
}
