package channel.every.batch;

import channel.every.archive.ObjectSource;
import channel.every.archive.file.DataDirectory;
import channel.every.archive.file.FileObjectStore;
import channel.every.archive.http.BoundedClient;
import channel.every.archive.http.PeerAddress;
import channel.every.archive.http.PeerObjects;
import channel.every.archive.scrub.ArchiveScrub;
import channel.every.archive.scrub.RateLimit;
import channel.every.archive.scrub.ScrubReport;
import channel.every.json.Json;
import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Scrubs the node's archive, some seconds an item. How far it came is kept with the archive: any later run goes on there. */
@Named("archiveVerifyReader")
@Dependent
public class ArchiveVerifyReader extends AbstractItemReader {
    private static final long SLICE_MS = 5_000;

    private final ArchivePlaces places;
    private final InstantSource clock = InstantSource.system();
    private @Nullable ArchiveScrub scrub;
    private @Nullable BoundedClient client;
    private boolean complete;

    @Inject
    @BatchProperty
    @Nullable
    String peers;

    @Inject
    @BatchProperty
    @Nullable
    String bytesPerSecond;

    @Inject
    public ArchiveVerifyReader(ArchivePlaces places) {
        this.places = places;
    }

    @Override
    public void open(@Nullable Serializable checkpoint) throws IOException {
        BoundedClient asking = new BoundedClient(places.policy(), BoundedClient.DEFAULT_PATIENCE);
        client = asking;
        List<PeerAddress> addresses = places.addresses(peers);
        List<ObjectSource> sources = places.peers(addresses, asking).stream()
                .<ObjectSource>map(PeerObjects::new)
                .toList();
        DataDirectory data = places.data();
        scrub = new ArchiveScrub(
                data, new FileObjectStore(data.cas()), sources, new RateLimit(rate(), clock, Thread::sleep), clock);
    }

    @Override
    public @Nullable ArchiveSlice readItem() throws IOException, InterruptedException {
        if (complete || scrub == null) {
            return null;
        }
        long end = clock.millis() + SLICE_MS;
        ScrubReport report = scrub.run(soFar -> {}, () -> clock.millis() >= end);
        complete = report.complete();
        return new ArchiveSlice(Json.pretty(report), report.share(), report.whole() ? "whole" : "damaged");
    }

    private long rate() {
        try {
            return bytesPerSecond == null || bytesPerSecond.isBlank() ? 0 : Long.parseLong(bytesPerSecond);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "job parameter bytesPerSecond is no number: \"" + bytesPerSecond + '"', e);
        }
    }

    @Override
    public void close() {
        if (client != null) {
            client.close();
        }
    }
}
