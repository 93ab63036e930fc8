package channel.every.node;

import channel.every.clock.ChunkIndex;
import channel.every.clock.UtcAnchor;
import channel.every.encode.EncodeOutcome;
import channel.every.encode.WindowEncoder;
import channel.every.identity.BroadcastKey;
import channel.every.identity.Label;
import channel.every.identity.SourceIdentity;
import channel.every.identity.SourceKey;
import channel.every.identity.SourceKind;
import channel.every.identity.StreamId;
import channel.every.identity.StreamKey;
import channel.every.mesh.publish.LiveStream;
import channel.every.node.PublisherBook.LossCause;
import channel.every.proof.ArchiveOutcome;
import channel.every.proof.ArchivedObjects;
import channel.every.proof.ProofArchiver;
import channel.every.psi.StreamReport;
import channel.every.tuner.FeedEvent;
import channel.every.window.ChopperEvent;
import channel.every.window.ChopperSettings;
import channel.every.window.SourceWindow;
import channel.every.window.WindowChopper;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One receiver at work: transport stream in, windows cut at chunk boundaries, encoded in order and archived under this
 * publisher's identity. The chopper is fed by the adapter's thread and looked after by the timer's, one at a time.
 */
final class Publisher {
    private static final Logger LOG = System.getLogger(Publisher.class.getName());

    /** A record's rendition says which form it is; the stream id names all of them together. */
    private static final Label VARIANT = new Label("main");

    private final PublisherSettings settings;
    private final SourceIdentity source;
    private final InstantSource clock;
    private final WindowEncoder encoder;
    private final ProofArchiver archiver;
    private final Label profile;
    private final @Nullable LiveStream live;
    private final PublisherBook book = new PublisherBook();
    private final TunerBook tuner;
    private final EncodeQueue queue;
    private final WindowChopper chopper;
    private final ReceptionMonitor monitor = new ReceptionMonitor();
    private volatile @Nullable BroadcastKey broadcast;
    private volatile @Nullable AnchoredChunks anchored;
    private volatile StreamId streamId;

    /**
     * @param profile the encode profile's name, which the stream id carries
     * @param live where archived windows go too, null where no relay takes them
     */
    Publisher(
            PublisherSettings settings,
            SourceIdentity source,
            ChopperSettings windows,
            WindowEncoder encoder,
            ProofArchiver archiver,
            Label profile,
            EncodeWorkers workers,
            Overload overload,
            @Nullable LiveStream live,
            InstantSource clock) {
        this.settings = settings;
        this.source = source;
        this.clock = clock;
        this.live = live;
        this.encoder = encoder;
        this.archiver = archiver;
        this.profile = profile;
        this.tuner = new TunerBook(settings.tune(), clock.instant());
        this.queue = new EncodeQueue(workers, overload, new EncodeQueue.Work() {
            @Override
            public void encode(SourceWindow window) throws InterruptedException {
                Publisher.this.encode(window);
            }

            @Override
            public void dropped(SourceWindow window) {
                drop(
                        window.index(),
                        LossCause.BUSY,
                        "the encoders are behind by " + EncodeQueue.MAX_PENDING_WINDOWS
                                + " windows, so every publisher of the broadcast leaves this one out");
            }
        });
        this.chopper = new WindowChopper(windows, this::happened);
        this.streamId = new StreamId(sourceKey(), profile, VARIANT);
        book.stream(streamId);
    }

    PublisherSettings settings() {
        return settings;
    }

    SourceIdentity source() {
        return source;
    }

    PublisherBook.Page page() {
        return book.page();
    }

    TunerStatus tuner() {
        return tuner.status();
    }

    /** Its feed is open: what comes is its own. */
    boolean onAir() {
        return tuner.status().state() == TunerStatus.State.RECEIVING;
    }

    /** What the received stream looks like. */
    StreamReport reception() {
        return monitor.report();
    }

    int windowsWaiting() {
        return queue.size();
    }

    void received(byte[] bytes) {
        monitor.received(bytes);
        chopper.feed(bytes, 0, bytes.length);
    }

    void happened(FeedEvent event) {
        tuner.note(event);
        switch (event) {
            case FeedEvent.Opened opened ->
                LOG.log(Level.INFO, "{0} receives {1} on {2}", settings.name(), settings.tune(), opened.resource());
            case FeedEvent.Lost lost ->
                LOG.log(
                        Level.WARNING,
                        "{0} receives nothing: {1}; attempt {2} failed, next in {3} ms",
                        settings.name(),
                        lost.reason(),
                        lost.attempt(),
                        lost.retryMillis());
            case FeedEvent.Stopped stopped -> LOG.log(Level.INFO, "{0} is off the air", settings.name());
        }
    }

    /** Cuts what the stream has completed. */
    void closeDue() {
        chopper.closeDue();
    }

    /** The anchor this publisher announces, if its clock has one. */
    Optional<UtcAnchor> anchor() {
        return book.clock().announced();
    }

    /** The anchor with the first window that was cut by it; empty while there is neither. */
    Optional<AnchoredChunks> anchored() {
        return Optional.ofNullable(anchored);
    }

    /** The broadcast that the tables name, whether or not its clock is known yet. */
    Optional<BroadcastKey> broadcastKey() {
        return Optional.ofNullable(broadcast);
    }

    /** Hears what another publisher of the broadcast announces. */
    void adopt(UtcAnchor announced) {
        chopper.adopt(announced);
    }

    void stop() {
        queue.close();
        if (live != null) {
            live.close();
        }
    }

    /** Told within the chopper's calls, which come one at a time. */
    private void happened(ChopperEvent event) {
        switch (event) {
            case ChopperEvent.WindowClosed closed -> {
                note(closed.window().index());
                queue.offer(closed.window().within(monitor.sinceLast()));
            }
            case ChopperEvent.WindowDropped dropped -> drop(dropped.index(), LossCause.RECEPTION, dropped.reason());
            case ChopperEvent.ClockChanged changed -> {
                book.clock(changed.state());
                LOG.log(Level.INFO, "{0} clock: {1}", settings.name(), changed.state());
                name();
            }
            case ChopperEvent.IdentityFound found -> {
                broadcast = found.key();
                name();
            }
            case ChopperEvent.IdentityLost lost -> {
                broadcast = null;
                name();
            }
            case ChopperEvent.EpochStarted started -> {
                anchored = null;
                book.epoch();
            }
            case ChopperEvent.FormatFound found -> {
                book.format(found.format());
                LOG.log(Level.INFO, "{0} receives {1}", settings.name(), found.format());
            }
            case ChopperEvent.ScramblingChanged changed -> {
                book.scrambled(changed.scrambled());
                LOG.log(
                        changed.scrambled() ? Level.WARNING : Level.INFO,
                        "{0}: the broadcaster {1} the program",
                        settings.name(),
                        changed.scrambled() ? "scrambles" : "no longer scrambles");
            }
            case ChopperEvent.MediaDiscarded discarded -> book.discarded(discarded.bytes());
        }
    }

    private void note(ChunkIndex index) {
        AnchoredChunks before = anchored;
        UtcAnchor now = book.clock().announced().orElse(null);
        if (now == null) {
            anchored = null;
        } else if (before == null || !before.anchor().equals(now)) {
            anchored = new AnchoredChunks(now, index);
        }
    }

    /** A stream has broadcast scope while its tables name it and its clock is synced, and source scope otherwise (ECP-0010). */
    private void name() {
        BroadcastKey known = broadcast;
        StreamKey key = known != null && book.clock().synced() ? known : sourceKey();
        StreamId id = new StreamId(key, profile, VARIANT);
        streamId = id;
        switch (book.stream(id)) {
            case SAME -> {}
            case RENAMED, PROMOTED -> LOG.log(Level.INFO, "{0} is {1}", settings.name(), id);
            case DEMOTED ->
                LOG.log(Level.WARNING, "{0} has lost its broadcast''s tables or clock and is {1}", settings.name(), id);
        }
    }

    private SourceKey sourceKey() {
        URI device = settings.device();
        SourceKind kind = switch (device.getScheme()) {
            case "file" -> SourceKind.FILE;
            case "ts+http", "ts+https" -> SourceKind.HTTP;
            case "dvb" -> SourceKind.LINUX_DVB;
            default -> SourceKind.HDHOMERUN;
        };
        // A file's place is its path, a frontend's its adapter and number.
        String place = (device.getAuthority() == null ? "" : device.getAuthority())
                + (kind == SourceKind.FILE || kind == SourceKind.LINUX_DVB ? device.getPath() : "");
        return new SourceKey(
                kind,
                Label.folded(place).orElse(null),
                Label.folded(
                                settings.program() == null
                                        ? settings.channel()
                                        : settings.channel() + "-" + settings.program())
                        .orElse(null));
    }

    private void encode(SourceWindow window) throws InterruptedException {
        switch (encoder.encode(window)) {
            case EncodeOutcome.Failed failed -> drop(window.index(), LossCause.ENCODE, failed.reason());
            case EncodeOutcome.Encoded encoded -> archive(window, encoded);
        }
    }

    private void archive(SourceWindow window, EncodeOutcome.Encoded encoded) {
        try {
            archiver.identify(streamId.toString());
            switch (archiver.archive(window, encoded)) {
                case ArchiveOutcome.Archived archived -> {
                    book.archived(window.index(), encoded.cpu(), lag(window));
                    if (live != null) {
                        live.publish(ArchivedObjects.of(window, encoded, archived.records()));
                    }
                }
                case ArchiveOutcome.Refused refused -> drop(window.index(), LossCause.ARCHIVE, refused.reason());
            }
        } catch (IOException e) {
            drop(window.index(), LossCause.ARCHIVE, e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    /** From the window's end on the broadcaster's clock until now. */
    private @Nullable Duration lag(SourceWindow window) {
        return chopper.startOnAir(new ChunkIndex(window.index().value() + 1))
                .map(end -> Duration.between(end, clock.instant()))
                .orElse(null);
    }

    private void drop(ChunkIndex index, LossCause cause, String reason) {
        book.dropped(cause, "window " + index.value() + ": " + reason);
        LOG.log(
                Level.WARNING,
                "{0} lost window {1} ({2}): {3}",
                settings.name(),
                Long.toString(index.value()),
                cause.text(),
                reason);
    }
}
