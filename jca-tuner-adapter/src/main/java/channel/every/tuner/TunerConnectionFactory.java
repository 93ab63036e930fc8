package channel.every.tuner;

import java.net.URI;
import java.util.List;

/** How an application gets at tuners; the resource adapter behind it owns every one of them. */
public interface TunerConnectionFactory {
    /**
     * Takes a tuner, or a share of one that receives the same already, and starts receiving. When tuners run out, a purpose that
     * goes before takes the tuner of one that comes after; a device that someone else keeps busy is asked again for a while.
     *
     * @throws TunerBusyException when no tuner can be had, with who of us holds what
     * @throws TunerException when the device or the channel cannot be had
     */
    TunerConnection connect(ChannelTune tune, Claim claim) throws TunerException;

    /** As somebody who looks what is on. */
    default TunerConnection connect(ChannelTune tune) throws TunerException {
        return connect(tune, Claim.browsing("connection"));
    }

    /**
     * Starts a feed: the adapter holds a tuner, delivers its transport stream to the message endpoint and reconnects for ever,
     * until the feed is stopped, the endpoint deactivated or the adapter stopped. Starting a feed that runs with an equal tune
     * changes nothing; with another tune it is retuned.
     */
    void startFeed(String feed, ChannelTune tune, Purpose purpose) throws TunerException;

    /** For a live proof. */
    default void startFeed(String feed, ChannelTune tune) throws TunerException {
        startFeed(feed, tune, Purpose.PROOF);
    }

    /** Stops a feed and frees its tuner; an unknown name changes nothing. */
    void stopFeed(String feed) throws TunerException;

    /** What devices show of all their tuners, whoever uses them; asking takes up to some seconds and no tuner. */
    List<DeviceReport> devices(List<URI> addresses) throws TunerException;

    /** All tuners that are held now, for feeds and for connections. */
    List<TunerLease> leases() throws TunerException;
}
