package channel.every.node;

import channel.every.device.Antenna;
import channel.every.device.ChannelStream;
import channel.every.device.DeviceChannel;
import channel.every.device.Family;
import channel.every.device.GuideEntry;
import channel.every.device.RefusedStreamException;
import channel.every.device.StreamRefusal;
import channel.every.tuner.Claim;
import channel.every.tuner.TunerBusyException;
import channel.every.tuner.TunerConnection;
import channel.every.tuner.TunerConnectionFactory;
import channel.every.tuner.TunerException;
import channel.every.tuner.UnknownChannelException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The antenna of the node's virtual device: the channels that its publishers receive, each on a virtual multiplex of its own. Whoever
 * watches shares the publisher's tuner.
 */
final class NodeAntenna implements Antenna {
    private static final int BITS_PER_SECOND = 19_392_658;

    private final List<PublisherSettings> publishers;
    private final Map<PublisherSettings, GuideBook> guides;
    private final TunerConnectionFactory tuners;
    private final Family family;
    private final InstantSource clock;

    /** @param guides of each publisher, what it says of itself */
    NodeAntenna(
            List<PublisherSettings> publishers,
            Map<PublisherSettings, GuideBook> guides,
            TunerConnectionFactory tuners,
            Family family,
            InstantSource clock) {
        this.publishers = firstOfEach(publishers);
        this.guides = Map.copyOf(guides);
        this.tuners = tuners;
        this.family = family;
        this.clock = clock;
    }

    /** One receiver of each broadcast is enough to watch it; of two broadcasts with one channel number the first is shown. */
    private static List<PublisherSettings> firstOfEach(List<PublisherSettings> publishers) {
        Set<Object> known = new HashSet<>();
        return publishers.stream()
                .filter(p -> known.add(p.broadcast()) && known.add(p.channel()))
                .toList();
    }

    @Override
    public List<DeviceChannel> channels() {
        List<DeviceChannel> channels = new ArrayList<>();
        for (PublisherSettings publisher : publishers) {
            GuideBook guide = guide(publisher);
            channels.add(new DeviceChannel(
                    publisher.channel(),
                    publisher.broadcast().value(),
                    family.virtualFrequency(channels.size()),
                    guide.program().orElse(1),
                    guide.transportStreamId().orElse(0),
                    guide.originalNetworkId(),
                    "MPEG2",
                    "AC3",
                    true,
                    false,
                    BITS_PER_SECOND));
        }
        return channels;
    }

    private GuideBook guide(PublisherSettings publisher) {
        return guides.getOrDefault(publisher, new GuideBook());
    }

    @Override
    public List<GuideEntry> guide() {
        return publishers.stream()
                .flatMap(publisher -> guide(publisher).programmes().stream()
                        .map(p -> new GuideEntry(publisher.channel(), p.start(), p.duration(), p.title(), p.text())))
                .toList();
    }

    @Override
    public ChannelStream receive(DeviceChannel channel, String client, Runnable cutOff) throws RefusedStreamException {
        PublisherSettings publisher = publishers.stream()
                .filter(p -> p.channel().equals(channel.number()))
                .findFirst()
                .orElseThrow(() -> new RefusedStreamException(StreamRefusal.UNKNOWN_CHANNEL, channel.number()));
        try {
            TunerConnection connection =
                    tuners.connect(publisher.tune(), Claim.browsing("virtual device, for " + client));
            return new WatchedChannel(connection, clock);
        } catch (TunerBusyException e) {
            throw new RefusedStreamException(StreamRefusal.ALL_TUNERS_IN_USE, String.valueOf(e.getMessage()));
        } catch (UnknownChannelException e) {
            throw new RefusedStreamException(StreamRefusal.UNKNOWN_CHANNEL, String.valueOf(e.getMessage()));
        } catch (TunerException e) {
            throw new RefusedStreamException(StreamRefusal.TUNE_FAILED, String.valueOf(e.getMessage()));
        }
    }
}
