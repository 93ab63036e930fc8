package channel.every.device;

import java.util.List;

/** What a device receives. Safe for any thread. */
public interface Antenna {
    /** All channels, in the order of the lineup. */
    List<DeviceChannel> channels();

    /**
     * Begins to receive the multiplex of {@code channel}, or as much of it as this antenna gives: its program at least.
     *
     * @param client who wants it, for logs and for those who are refused
     * @param cutOff called, from any thread, when the client falls too far behind: it ends the client
     */
    ChannelStream receive(DeviceChannel channel, String client, Runnable cutOff) throws RefusedStreamException;

    /** What the channels show, as far as the broadcast has told. */
    default List<GuideEntry> guide() {
        return List.of();
    }
}
