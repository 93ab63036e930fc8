package channel.every.node;

import channel.every.clock.ChunkIndex;
import channel.every.clock.SyncState;
import channel.every.identity.BroadcastKey;
import channel.every.identity.StreamId;
import channel.every.identity.StreamKey;
import channel.every.window.ProgramFormat;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a publisher has done since it started, counted where it happens and read by whoever shows it. Safe for any thread. */
final class PublisherBook {
    private final Map<LossCause, Long> dropped = new EnumMap<>(LossCause.class);
    private final Map<Naming, Long> namings = new EnumMap<>(Naming.class);
    private SyncState clock = new SyncState.Unsynced(SyncState.Unsynced.Reason.NO_PCR);
    private @Nullable StreamId streamId;
    private @Nullable String lastDrop;
    private @Nullable ChunkIndex lastIndex;
    private @Nullable Duration lag;
    private @Nullable Duration encodeCpu;
    private Duration encodeCpuTotal = Duration.ZERO;
    private long archived;
    private long epochs;
    private long discardedBytes;
    private @Nullable ProgramFormat format;
    private boolean scrambled;

    /** Where on its way a window was lost. */
    enum LossCause {
        /** The stream did not carry it whole. */
        RECEPTION,
        /** The encoder was behind. */
        BUSY,
        /** The encoder refused it. */
        ENCODE,
        /** The archive could not take it. */
        ARCHIVE;

        String text() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** One reading of the book. */
    record Page(
            SyncState clock,
            @Nullable StreamId streamId,
            @Nullable String lastDrop,
            @Nullable ChunkIndex lastIndex,
            @Nullable Duration lag,
            @Nullable Duration encodeCpu,
            Duration encodeCpuTotal,
            long archived,
            Map<LossCause, Long> dropped,
            long epochs,
            long discardedBytes,
            @Nullable ProgramFormat format,
            boolean scrambled,
            Map<Naming, Long> namings) {
        Page {
            dropped = Map.copyOf(dropped);
            namings = Map.copyOf(namings);
        }

        /** Whether the stream is named by its broadcast. */
        boolean broadcastScope() {
            return streamId != null && streamId.key() instanceof BroadcastKey;
        }

        long droppedInAll() {
            return dropped.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    synchronized void clock(SyncState state) {
        clock = state;
    }

    synchronized SyncState clock() {
        return clock;
    }

    /** Takes the stream's name. @return what it has become */
    synchronized Naming stream(StreamId id) {
        Naming naming = Naming.of(streamId == null ? null : streamId.key(), id.key());
        if (naming != Naming.SAME) {
            namings.merge(naming, 1L, Long::sum);
        }
        streamId = id;
        return naming;
    }

    synchronized Optional<StreamKey> streamKey() {
        return Optional.ofNullable(streamId).map(StreamId::key);
    }

    synchronized void epoch() {
        epochs++;
    }

    synchronized void format(ProgramFormat found) {
        format = found;
    }

    synchronized void scrambled(boolean now) {
        scrambled = now;
    }

    synchronized void discarded(long bytes) {
        discardedBytes += bytes;
    }

    synchronized void dropped(LossCause cause, String reason) {
        dropped.merge(cause, 1L, Long::sum);
        lastDrop = reason;
    }

    /** @param cpu the encoder's, for this window @param lag from the window's end on air to its record's sync, if known */
    synchronized void archived(ChunkIndex index, Duration cpu, @Nullable Duration lag) {
        archived++;
        lastIndex = index;
        encodeCpu = cpu;
        encodeCpuTotal = encodeCpuTotal.plus(cpu);
        this.lag = lag;
    }

    synchronized Page page() {
        return new Page(
                clock,
                streamId,
                lastDrop,
                lastIndex,
                lag,
                encodeCpu,
                encodeCpuTotal,
                archived,
                dropped,
                epochs,
                discardedBytes,
                format,
                scrambled,
                namings);
    }
}
