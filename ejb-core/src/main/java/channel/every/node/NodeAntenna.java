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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The antenna of the node's virtual device: the channels that its publishers receive, each on a virtual multiplex of its own. Whoever
 * watches shares the publisher's tuner.
 */
final class NodeAntenna implements Antenna {
    private static final int BITS_PER_SECOND = 19_392_658;

    private final Supplier<SequencedMap<PublisherSettings, GuideBook>> received;
    private final TunerConnectionFactory tuners;
    private final Family family;
    private final InstantSource clock;

    /** @param received the publishers there are at the time, with what each one's channel says of itself */
    NodeAntenna(
            Supplier<SequencedMap<PublisherSettings, GuideBook>> received,
            TunerConnectionFactory tuners,
            Family family,
            InstantSource clock) {
        this.received = received;
        this.tuners = tuners;
        this.family = family;
        this.clock = clock;
    }

    /** One receiver of each broadcast is enough to watch it; of two broadcasts with one channel number the first is shown. */
    private SequencedMap<PublisherSettings, GuideBook> shown() {
        Set<Object> known = new HashSet<>();
        SequencedMap<PublisherSettings, GuideBook> shown = new LinkedHashMap<>(received.get());
        shown.keySet().removeIf(p -> !known.add(p.broadcast()) || !known.add(p.channel()));
        return shown;
    }

    @Override
    public List<DeviceChannel> channels() {
        List<DeviceChannel> channels = new ArrayList<>();
        shown().forEach((publisher, guide) -> channels.add(new DeviceChannel(
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
                BITS_PER_SECOND)));
        return channels;
    }

    @Override
    public List<GuideEntry> guide() {
        return shown().entrySet().stream()
                .flatMap(each -> each.getValue().programmes().stream()
                        .map(p ->
                                new GuideEntry(each.getKey().channel(), p.start(), p.duration(), p.title(), p.text())))
                .toList();
    }

    @Override
    public ChannelStream receive(DeviceChannel channel, String client, Runnable cutOff) throws RefusedStreamException {
        PublisherSettings publisher = shown().keySet().stream()
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
