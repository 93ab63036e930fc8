package channel.every.node;

import channel.every.clock.TimeSource;
import channel.every.clock.UtcAnchor;
import channel.every.directory.DatabaseDirectoryStore;
import channel.every.directory.Directory;
import channel.every.directory.DirectoryWrite;
import channel.every.directory.MemoryDirectoryStore;
import channel.every.directory.RefusedEntryException;
import channel.every.directory.StreamEntry;
import channel.every.directory.WriteOutcome;
import channel.every.identity.BroadcastKey;
import channel.every.identity.StreamId;
import channel.every.metrics.MetricFamily;
import channel.every.time.ClockAnchor;
import channel.every.ts.Pid;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.Config;
import org.flywaydb.core.api.FlywayException;

/** The directory that this node serves: what others announce, and its own publishers. */
@ApplicationScoped
public class StreamDirectory {
    private static final Logger LOG = System.getLogger(StreamDirectory.class.getName());

    @Resource(lookup = "java:comp/DefaultDataSource")
    DataSource database;

    @Inject
    Publishers publishers;

    @Inject
    NodeRelay relay;

    @Inject
    Config config;

    private final InstantSource clock = InstantSource.system();
    private Directory directory = new Directory(new MemoryDirectoryStore(), clock);
    private final AtomicBoolean toldFull = new AtomicBoolean();
    private MeshSettings settings = new MeshSettings(Optional.empty(), List.of());

    @PostConstruct
    void open() {
        settings = MeshSettings.read(key -> config.getOptionalValue(key, String.class));
        try {
            directory = new Directory(DatabaseDirectoryStore.open(database), clock);
        } catch (FlywayException e) {
            LOG.log(Level.WARNING, "the directory is kept in memory alone, its database fails: {0}", e.getMessage());
        }
    }

    public List<StreamEntry> streams() {
        return directory.streams();
    }

    public InstantSource clock() {
        return clock;
    }

    public WriteOutcome write(byte[] body) throws RefusedEntryException {
        WriteOutcome outcome = directory.write(body);
        if (outcome instanceof WriteOutcome.Full full && !toldFull.getAndSet(true)) {
            LOG.log(Level.WARNING, "the directory is full with {0} streams and lists no new one", full.most());
        }
        return outcome;
    }

    List<MetricFamily> metrics() {
        return directory.metrics();
    }

    /** Lists the node's own publishers again, and lets them hear the anchors that others announce. */
    void refresh() {
        publishers
                .all()
                .forEach(publisher -> OwnEntry.of(publisher, settings, relay).ifPresent(this::list));
        Set<String> own = publishers
                .all()
                .map(publisher -> publisher.source().node().value())
                .collect(Collectors.toSet());
        for (StreamEntry entry : directory.streams()) {
            if (entry.anchor() != null && !own.contains(entry.key().sourceNode())) {
                announced(entry, entry.anchor());
            }
        }
    }

    private void list(DirectoryWrite.Upsert own) {
        if (directory.write(own) instanceof WriteOutcome.Full full && !toldFull.getAndSet(true)) {
            LOG.log(Level.WARNING, "the directory is full with {0} streams and does not list our own", full.most());
        }
    }

    /** Whether it fits, the broadcast clock decides; what names no broadcast or no table is of nobody's clock here. */
    private void announced(StreamEntry entry, ClockAnchor anchor) {
        try {
            if (StreamId.parse(entry.key().streamId()).key() instanceof BroadcastKey key) {
                UtcAnchor utc = new UtcAnchor(
                        anchor.n(), anchor.offset(), new Pid(anchor.pcrPid()), TimeSource.valueOf(anchor.table()));
                publishers
                        .all()
                        .filter(publisher -> publisher
                                .broadcastKey()
                                .filter(ours -> sameProgram(ours, key))
                                .isPresent())
                        .forEach(publisher -> publisher.adopt(utc));
            }
        } catch (IllegalArgumentException e) {
            LOG.log(Level.DEBUG, "the anchor of {0} is of no use: {1}", entry.key(), e.getMessage());
        }
    }

    /** Callsign and region are hints. */
    private static boolean sameProgram(BroadcastKey one, BroadcastKey other) {
        return one.system().equals(other.system())
                && one.transportStreamId() == other.transportStreamId()
                && one.programNumber() == other.programNumber();
    }
}
