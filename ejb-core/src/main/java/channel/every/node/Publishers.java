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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
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

    @Inject
    NodeRelay relay;

    private final InstantSource clock = InstantSource.system();
    private final Roster<Publisher> publishers = new Roster<>();
    private final Roster<GuideBook> guides = new Roster<>();
    private final Map<Label, PublisherSettings> configured = new HashMap<>();
    private final AtomicLong windows = new AtomicLong();
    private final Map<Label, Overload> overloads = new HashMap<>();
    private final Roster<JsonLinesIndex> indexes = new Roster<>();
    private @Nullable ForeignSources foreign;
    private @Nullable NodeArchive archive;
    private @Nullable WindowEncoder encoder;
    private @Nullable EncodeProfile profile;
    private @Nullable EncodeWorkers workers;
    private List<Rendition> renditions = List.of();

    /** Builds every publisher and starts its feed. */
    void start() throws IOException, InterruptedException, NamingException {
        NodeSettings settings = configuration.settings();
        if (settings.publishers().isEmpty()) {
            LOG.log(Level.WARNING, "no publisher is configured: set every-channel.publisher.<name>.tuner and .channel");
        }
        EncodeProfile chosen = BuiltInProfiles.named(settings.profile());
        profile = chosen;
        renditions = Stream.concat(
                        chosen.rungs().stream().map(Rung::rendition),
                        chosen.audio().stream().map(AudioVariant::rendition))
                .toList();
        encoder = nodeEncoder.open(chosen);
        archive = new NodeArchive(new DataDirectory(settings.data()), configuration.archive(), clock);
        workers = new EncodeWorkers(executor, settings.encodeWorkers());
        foreign = new ForeignSources(NodeEncoder.ffmpeg(settings));
        List<Publisher> made = new ArrayList<>();
        for (PublisherSettings each : settings.publishers()) {
            made.add(make(each));
        }
        for (Publisher publisher : made) {
            begin(publisher);
        }
    }

    /**
     * Takes over the publishers that are configured now: those that are new come, those that are no more go, and those that receive
     * otherwise begin anew as sources of their own. All others go on undisturbed.
     */
    synchronized void reconfigure() {
        Set<Label> wanted = new HashSet<>();
        for (PublisherSettings each : configuration.settings().publishers()) {
            wanted.add(each.name());
            if (!each.equals(configured.put(each.name(), each))) {
                replace(each);
            }
        }
        configured.keySet().retainAll(wanted);
        for (Publisher publisher : publishers.all()) {
            Label name = publisher.settings().name();
            if (!wanted.contains(name)) {
                end(publisher);
                publishers.remove(name);
                guides.remove(name);
                LOG.log(Level.INFO, "{0} is configured no more", name);
            }
        }
    }

    /** A publisher that cannot work leaves the one before it at work. */
    private void replace(PublisherSettings next) {
        try {
            Publisher publisher = make(next);
            publishers.get(next.name()).ifPresent(Publishers::end);
            begin(publisher);
            LOG.log(
                    Level.INFO,
                    "{0} is configured to receive {1}",
                    next.name(),
                    publisher.settings().tune());
        } catch (IOException | NamingException | IllegalArgumentException e) {
            LOG.log(Level.ERROR, "publisher {0} stays as it was: {1}", next.name(), e.getMessage());
        }
    }

    private Publisher make(PublisherSettings wanted) throws IOException {
        configured.put(wanted.name(), wanted);
        return publisher(
                configuration.settings(), started(foreign).reachable(wanted), started(profile), started(workers));
    }

    private void begin(Publisher publisher) throws TunerException, NamingException {
        Label name = publisher.settings().name();
        guides.put(name, new GuideBook());
        publishers.put(name, publisher);
        Tuners.factory().startFeed(name.value(), publisher.settings().tune());
    }

    private static void end(Publisher publisher) {
        stopFeed(publisher);
        publisher.stop();
    }

    private Publisher publisher(
            NodeSettings settings, PublisherSettings publisher, EncodeProfile chosen, EncodeWorkers shared)
            throws IOException {
        Label node = publisher.sourceNode();
        if (node == null) {
            node = new Label(configuration.nodeName() + "." + publisher.name());
        }
        // A start takes longer than a millisecond, so no two sessions of one node share a name.
        SourceIdentity source = new SourceIdentity(node, new Label("s" + clock.millis()));
        // One writer of an index, whoever the publisher of that name is at the time.
        JsonLinesIndex index = indexes.get(publisher.name())
                .orElseGet(() -> new JsonLinesIndex(settings.manifestRoot(publisher.name())));
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
                        .withAudio(chosen.audioWishes()),
                started(encoder),
                archiver,
                chosen.name(),
                shared,
                overloads.computeIfAbsent(publisher.broadcast(), broadcast -> new Overload(windows)),
                relay.stream(publisher).orElse(null),
                clock);
    }

    /** Stops feeds and work; what was acknowledged is in the archive. */
    void stop() throws IOException {
        publishers.all().forEach(Publishers::end);
        if (foreign != null) {
            foreign.close();
        }
        for (JsonLinesIndex index : indexes.all()) {
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

    /** A feed that ends may still deliver what it has; the publisher that comes after it takes what comes after its own opening. */
    void received(String feed, byte[] bytes) {
        Label name = new Label(feed);
        publishers.get(name).filter(Publisher::onAir).ifPresent(publisher -> {
            guides.get(name).ifPresent(guide -> guide.received(bytes));
            publisher.received(bytes);
        });
    }

    /** What each publisher's channel says of itself and its programmes, in the publishers' order. */
    SequencedMap<PublisherSettings, GuideBook> guides() {
        SequencedMap<PublisherSettings, GuideBook> all = new LinkedHashMap<>();
        for (Publisher publisher : publishers.all()) {
            guides.get(publisher.settings().name()).ifPresent(guide -> all.put(publisher.settings(), guide));
        }
        return all;
    }

    void happened(String feed, FeedEvent event) {
        publishers.get(new Label(feed)).ifPresent(publisher -> publisher.happened(event));
    }

    /** Lets each publisher hear the anchors that the others of its broadcast announce, then cuts what is complete. */
    void closeDue() {
        List<Publisher> all = publishers.all();
        for (Publisher publisher : all) {
            for (Publisher other : all) {
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
        return publishers.get(publisher).flatMap(Publisher::anchored);
    }

    Stream<Publisher> all() {
        return publishers.all().stream();
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
                        publishers.all(),
                        renditions,
                        encoder == null ? null : encoder.profileHash(),
                        nodeEncoder.alarm(),
                        settings))
                .toList();
    }

    @Override
    public List<ArchiveRecord> recent(Label broadcast, Label publisher, Instant since) throws IOException {
        Optional<JsonLinesIndex> index = indexes.get(publisher);
        return index.isEmpty()
                ? List.of()
                : index.get().since(broadcast, ArchiveRecord.PROOF_TRACK, since.toEpochMilli());
    }

    @Override
    public Label name() {
        return configuration.nodeName();
    }

    @Override
    public SequencedMap<Label, ArchiveIndex> indexes() {
        return new LinkedHashMap<>(indexes.byName());
    }

    @Override
    public Optional<ArchiveIndex> index(Label publisher) {
        return indexes.get(publisher).map(index -> index);
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
