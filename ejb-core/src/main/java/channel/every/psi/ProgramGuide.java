package channel.every.psi;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Present and coming programmes of the channels of a multiplex, from the EIT of either standard. */
final class ProgramGuide {
    /** A few days of short programmes; earlier ones go first. */
    private static final int MOST_PROGRAMMES = 256;

    /** More than a multiplex has channels: a flood of others is not taken in. */
    private static final int MOST_CHANNELS = 512;

    private final Map<Integer, SortedMap<Instant, Programme>> channels = new HashMap<>();

    /** DVB: keyed by service id. */
    void events(DvbEvents table) {
        SortedMap<Instant, Programme> programmes = new TreeMap<>();
        for (DvbEvent event : table.events()) {
            Instant start = event.start();
            if (start != null) {
                programmes.put(start, new Programme(start, event.duration(), event.title()));
            }
        }
        if (hasRoom(table.serviceId())) {
            channels.put(table.serviceId(), programmes);
        }
    }

    /** ATSC: keyed by source id; tables of several three-hour spans add up. */
    void events(AtscEvents table, int gpsUtcOffset) {
        if (!hasRoom(table.sourceId())) {
            return;
        }
        SortedMap<Instant, Programme> programmes = channels.computeIfAbsent(table.sourceId(), id -> new TreeMap<>());
        for (AtscEvent event : table.events()) {
            Instant start = new Stt(event.startGpsSeconds(), gpsUtcOffset, 0).utc();
            programmes.put(start, new Programme(start, event.duration(), event.title()));
            if (programmes.size() > MOST_PROGRAMMES) {
                programmes.remove(programmes.firstKey());
            }
        }
    }

    /** Programmes of a channel that are not over, in order. */
    List<Programme> from(int channel, Instant utc) {
        List<Programme> coming = new ArrayList<>();
        for (Programme programme :
                channels.getOrDefault(channel, new TreeMap<>()).values()) {
            if (programme.start().plus(programme.duration()).isAfter(utc)) {
                coming.add(programme);
            }
        }
        return coming;
    }

    private boolean hasRoom(int channel) {
        return channels.size() < MOST_CHANNELS || channels.containsKey(channel);
    }
}
