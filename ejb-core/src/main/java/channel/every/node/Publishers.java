package channel.every.node;

import channel.every.archive.ArchiveIndex;
import channel.every.archive.ArchiveRecord;
import channel.every.archive.ObjectStore;
import channel.every.archive.file.DataDirectory;
import channel.every.archive.file.JsonLinesIndex;
import channel.every.encode.AudioVariant;
import channel.every.encode.BuiltInProfiles;
import channel.every.encode.EncodeProfile;
import channel.every.encode.Rung;
import channel.every.encode.WindowEncoder;
import channel.every.identity.Label;
import channel.every.identity.Rendition;
import channel.every.identity.SourceIdentity;
import channel.every.proof.ProofArchiver;
import channel.every.tuner.FeedEvent;
import channel.every.tuner.TunerConnectionFactory;
import channel.every.tuner.TunerException;
import channel.every.window.ChopperSettings;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/** All publishers of the node, by the names of their feeds, and the archive they share. */
@ApplicationScoped
public class Publishers implements NodeView {
    private static final Logger LOG = System.getLogger(Publishers.class.getName());

    @Resource
    ManagedExecutorService executor;

    @Inject
    NodeConfiguration configuration;

    @Inject
    NodeEncoder nodeEncoder;

    private final InstantSource clock = InstantSource.system();
    private final Map<Label, Publisher> publishers = new LinkedHashMap<>();
    private final Map<Label, GuideBook> guides = new LinkedHashMap<>();
    private final AtomicLong windows = new AtomicLong();
    private final Map<Label, Overload> overloads = new HashMap<>();
    private final Map<Label, JsonLinesIndex> indexes = new LinkedHashMap<>();
    private @Nullable ForeignSources foreign;
    private @Nullable NodeArchive archive;
    private @Nullable WindowEncoder encoder;
    private List<Rendition> renditions = List.of();

    /** Builds every publisher and starts its feed. */
    void start() throws IOException, InterruptedException, NamingException {
        NodeSettings settings = configuration.settings();
        if (settings.publishers().isEmpty()) {
            LOG.log(Level.WARNING, "no publisher is configured: set every-channel.publisher.<name>.tuner and .channel");
        }
        EncodeProfile profile = BuiltInProfiles.named(settings.profile());
        renditions = Stream.concat(
                        profile.rungs().stream().map(Rung::rendition),
                        profile.audio().stream().map(AudioVariant::rendition))
                .toList();
        encoder = nodeEncoder.open(profile);
        archive = new NodeArchive(new DataDirectory(settings.data()), configuration.archive(), clock);
        EncodeWorkers workers = new EncodeWorkers(executor, settings.encodeWorkers());
        ForeignSources sources = new ForeignSources(NodeEncoder.ffmpeg(settings));
        foreign = sources;
        for (PublisherSettings configured : settings.publishers()) {
            PublisherSettings each = sources.reachable(configured);
            guides.put(each.name(), new GuideBook());
            publishers.put(each.name(), publisher(settings, each, profile, workers));
        }
        TunerConnectionFactory tuners = Tuners.factory();
        for (Publisher publisher : publishers.values()) {
            tuners.startFeed(
                    publisher.settings().name().value(), publisher.settings().tune());
        }
    }

    private Publisher publisher(
            NodeSettings settings, PublisherSettings publisher, EncodeProfile profile, EncodeWorkers workers)
            throws IOException {
        Label node = publisher.sourceNode();
        if (node == null) {
            node = new Label(configuration.nodeName() + "." + publisher.name());
        }
        // A start takes longer than a millisecond, so no two sessions of one node share a name.
        SourceIdentity source = new SourceIdentity(node, new Label("s" + clock.millis()));
        JsonLinesIndex index = new JsonLinesIndex(settings.manifestRoot(publisher.name()));
        indexes.put(publisher.name(), index);
        ProofArchiver archiver = new ProofArchiver(
                objects(),
                index,
                source,
                publisher.broadcast(),
                null,
                started(encoder).profileHash(),
                clock);
        return new Publisher(
                publisher,
                source,
                ChopperSettings.live(settings.cadence(), clock)
                        .withPrerollPackets(settings.prerollPackets())
                        .withProgram(publisher.program())
                        .withLanguage(profile.language()),
                started(encoder),
                archiver,
                profile.name(),
                workers,
                overloads.computeIfAbsent(publisher.broadcast(), broadcast -> new Overload(windows)),
                clock);
    }

    /** Stops feeds and work; what was acknowledged is in the archive. */
    void stop() throws IOException {
        for (Publisher publisher : publishers.values()) {
            stopFeed(publisher);
            publisher.stop();
        }
        if (foreign != null) {
            foreign.close();
        }
        for (JsonLinesIndex index : indexes.values()) {
            index.close();
        }
    }

    private static void stopFeed(Publisher publisher) {
        try {
            Tuners.factory().stopFeed(publisher.settings().name().value());
        } catch (NamingException | TunerException e) {
            // The adapter stops its own feeds when it goes; a server that takes it down first leaves nothing to stop.
            LOG.log(
                    Level.DEBUG,
                    "feed {0} is already gone: {1}",
                    publisher.settings().name(),
                    e);
        }
    }

    boolean running() {
        return archive != null;
    }

    void received(String feed, byte[] bytes) {
        GuideBook guide = guides.get(new Label(feed));
        if (guide != null) {
            guide.received(bytes);
        }
        publisher(feed).ifPresent(publisher -> publisher.received(bytes));
    }

    /** What each publisher's channel says of itself and its programmes. */
    Map<PublisherSettings, GuideBook> guides() {
        return publishers.values().stream()
                .map(Publisher::settings)
                .collect(Collectors.toMap(p -> p, p -> guides.getOrDefault(p.name(), new GuideBook())));
    }

    void happened(String feed, FeedEvent event) {
        publisher(feed).ifPresent(publisher -> publisher.happened(event));
    }

    private Optional<Publisher> publisher(String feed) {
        return Optional.ofNullable(publishers.get(new Label(feed)));
    }

    /** Lets each publisher hear the anchors that the others of its broadcast announce, then cuts what is complete. */
    void closeDue() {
        for (Publisher publisher : publishers.values()) {
            for (Publisher other : publishers.values()) {
                if (other != publisher
                        && other.settings()
                                .broadcast()
                                .equals(publisher.settings().broadcast())) {
                    other.anchor().ifPresent(publisher::adopt);
                }
            }
            publisher.closeDue();
        }
    }

    /** When the timer looks next: at the next boundary as the node's clock has it, at least a millisecond away. */
    long millisToNextBoundary() {
        Instant now = clock.instant();
        return Math.max(
                1,
                Duration.between(now, configuration.settings().cadence().nextBoundary(now))
                        .toMillis());
    }

    /** A publisher's anchor, and since which window it holds. */
    Optional<AnchoredChunks> anchored(Label publisher) {
        return Optional.ofNullable(publishers.get(publisher)).flatMap(Publisher::anchored);
    }

    Stream<Publisher> all() {
        return publishers.values().stream();
    }

    @Override
    public InstantSource clock() {
        return clock;
    }

    @Override
    public List<StreamStatus> streams() {
        NodeSettings settings = configuration.settings();
        return settings.broadcasts()
                .map(broadcast -> StreamReport.of(
                        broadcast,
                        publishers.values(),
                        renditions,
                        encoder == null ? null : encoder.profileHash(),
                        nodeEncoder.alarm(),
                        settings))
                .toList();
    }

    @Override
    public List<ArchiveRecord> recent(Label broadcast, Label publisher, Instant since) throws IOException {
        JsonLinesIndex index = indexes.get(publisher);
        return index == null ? List.of() : index.since(broadcast, ArchiveRecord.PROOF_TRACK, since.toEpochMilli());
    }

    @Override
    public Label name() {
        return configuration.nodeName();
    }

    @Override
    public SequencedMap<Label, ArchiveIndex> indexes() {
        return new LinkedHashMap<>(indexes);
    }

    @Override
    public Optional<ArchiveIndex> index(Label publisher) {
        return Optional.ofNullable(indexes.get(publisher));
    }

    @Override
    public ObjectStore objects() {
        return archive().objects();
    }

    NodeArchive archive() {
        return started(archive);
    }

    private static <T> T started(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("the node has not started");
        }
        return part;
    }
}
