package channel.every.tuner;

import java.util.List;

/** How an application gets at tuners; the resource adapter behind it owns every one of them. */
public interface TunerConnectionFactory {
    /**
     * Takes a tuner and starts receiving.
     *
     * @throws TunerBusyException when the device has no tuner free
     * @throws TunerException when the device or the channel cannot be had
     */
    TunerConnection connect(ChannelTune tune) throws TunerException;

    /**
     * Starts a feed: the adapter holds a tuner, delivers its transport stream to the message endpoint and reconnects for ever,
     * until the feed is stopped, the endpoint deactivated or the adapter stopped. Starting a feed that runs with an equal tune
     * changes nothing; with another tune it is retuned.
     */
    void startFeed(String feed, ChannelTune tune) throws TunerException;

    /** Stops a feed and frees its tuner; an unknown name changes nothing. */
    void stopFeed(String feed) throws TunerException;

    /** All tuners that are held now, for feeds and for connections. */
    List<TunerLease> leases() throws TunerException;
}
