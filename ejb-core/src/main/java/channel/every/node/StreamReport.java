package channel.every.node;

import channel.every.clock.SyncState;
import channel.every.clock.UtcAnchor;
import channel.every.hash.Blake3Hash;
import channel.every.identity.BroadcastKey;
import channel.every.identity.Label;
import channel.every.identity.Rendition;
import channel.every.identity.StreamId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Puts what publishers know of themselves into the records that the node shows. */
final class StreamReport {
    private StreamReport() {}

    static StreamStatus of(
            Label broadcast,
            Collection<Publisher> all,
            List<Rendition> renditions,
            @Nullable Blake3Hash profile,
            @Nullable String encoderAlarm,
            NodeSettings settings) {
        List<Publisher> members = all.stream()
                .filter(publisher -> publisher.settings().broadcast().equals(broadcast))
                .toList();
        return new StreamStatus(
                broadcast,
                settings.proofOf(broadcast).orElse(null),
                members.stream()
                        .map(publisher -> publisher.page().streamId())
                        .filter(Objects::nonNull)
                        .filter(id -> id.key() instanceof BroadcastKey)
                        .map(StreamId::toString)
                        .findFirst()
                        .orElse(null),
                profile,
                encoderAlarm,
                renditions,
                settings.cadence().milliseconds(),
                members.stream().map(StreamReport::status).toList());
    }

    private static PublisherStatus status(Publisher publisher) {
        PublisherBook.Page page = publisher.page();
        StreamId id = page.streamId();
        return new PublisherStatus(
                publisher.settings().name(),
                publisher.source().node(),
                publisher.source().session(),
                publisher.tuner(),
                clock(page.clock()),
                ProgramStatus.of(page.format(), page.scrambled()),
                id == null ? null : id.toString(),
                id != null && id.key() instanceof BroadcastKey
                        ? PublisherStatus.Scope.BROADCAST
                        : PublisherStatus.Scope.SOURCE,
                page.lastIndex(),
                millis(page.lag()),
                page.archived(),
                page.droppedInAll(),
                page.lastDrop(),
                millis(page.encodeCpu()));
    }

    private static @Nullable Long millis(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis();
    }

    private static ClockStatus clock(SyncState state) {
        return switch (state) {
            case SyncState.Unsynced unsynced ->
                new ClockStatus(ClockStatus.State.UNSYNCED, waitingFor(unsynced.reason()), null, null);
            case SyncState.Synced synced ->
                new ClockStatus(ClockStatus.State.SYNCED, null, table(synced.anchor()), synced.marginMillis());
            case SyncState.Suspect suspect ->
                new ClockStatus(
                        ClockStatus.State.SUSPECT,
                        suspect.reason().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        table(suspect.anchor()),
                        suspect.marginMillis());
        };
    }

    private static String table(UtcAnchor anchor) {
        return anchor.table().name();
    }

    private static String waitingFor(SyncState.Unsynced.Reason reason) {
        return switch (reason) {
            case NO_PCR -> "no program clock yet";
            case NO_TIME_TABLE -> "the broadcast has not told the time yet";
            case NEAR_AN_EDGE -> "the broadcast's time lies near a rounding edge; more time tables decide";
        };
    }
}
