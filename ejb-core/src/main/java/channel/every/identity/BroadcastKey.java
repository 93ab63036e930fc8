package channel.every.identity;

import org.jspecify.annotations.Nullable;

/**
 * A program of a transport stream, by the numbers that its tables carry; the key on which nodes converge (ECP-0004).
 * {@code broadcast/atsc/tsid-<n>/program-<n>[/callsign-<c>][/region-<r>]}, DVB with {@code onid-<n>} before {@code tsid}.
 *
 * @param transportStreamId 16 bits (ISO/IEC 13818-1 2.4.4.5)
 * @param programNumber 1 to 65535; 0 is the network PID
 * @param callsign a hint from TVCT or SDT
 * @param region a hint
 */
public record BroadcastKey(
        BroadcastSystem system,
        int transportStreamId,
        int programNumber,
        @Nullable Label callsign,
        @Nullable Label region)
        implements StreamKey {
    static final String SCOPE = "broadcast";

    /** Transport stream, program and network numbers have 16 bits. */
    static final int LARGEST_NUMBER = 0xFFFF;

    public BroadcastKey {
        if (transportStreamId < 0 || transportStreamId > LARGEST_NUMBER) {
            throw new IllegalArgumentException("transport stream id must be 0 to 65535: " + transportStreamId);
        }
        if (programNumber < 1 || programNumber > LARGEST_NUMBER) {
            throw new IllegalArgumentException("program number must be 1 to 65535: " + programNumber);
        }
    }

    public static BroadcastKey atsc(int transportStreamId, int programNumber) {
        return new BroadcastKey(new BroadcastSystem.Atsc(), transportStreamId, programNumber, null, null);
    }

    public static BroadcastKey dvb(int originalNetworkId, int transportStreamId, int programNumber) {
        return new BroadcastKey(
                new BroadcastSystem.Dvb(originalNetworkId), transportStreamId, programNumber, null, null);
    }

    public BroadcastKey withCallsign(Label name) {
        return new BroadcastKey(system, transportStreamId, programNumber, name, region);
    }

    @Override
    public String path() {
        return SCOPE + '/' + system.path() + "/tsid-" + transportStreamId + "/program-" + programNumber
                + (callsign == null ? "" : "/callsign-" + callsign)
                + (region == null ? "" : "/region-" + region);
    }

    static BroadcastKey read(StreamIdFields fields) {
        BroadcastSystem system = switch (fields.next("standard")) {
            case BroadcastSystem.ATSC -> new BroadcastSystem.Atsc();
            case BroadcastSystem.DVB -> new BroadcastSystem.Dvb(fields.number("onid", 0, LARGEST_NUMBER));
            case String other -> throw fields.refused("standard", other + " is neither atsc nor dvb");
        };
        return new BroadcastKey(
                system,
                fields.number("tsid", 0, LARGEST_NUMBER),
                fields.number("program", 1, LARGEST_NUMBER),
                fields.labelIfPresent("callsign"),
                fields.labelIfPresent("region"));
    }
}
