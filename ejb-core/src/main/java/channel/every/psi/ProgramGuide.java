package channel.every.psi;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Present and coming programmes of the channels of a multiplex, from the EIT of either standard and the ETT of ATSC. */
final class ProgramGuide {
    /** A few days of short programmes; earlier ones go first. */
    private static final int MOST_PROGRAMMES = 256;

    /** More than a multiplex has channels: a flood of others is not taken in. */
    private static final int MOST_CHANNELS = 512;

    /** Characters of texts, 2 MiB: two days of ten channels; what came longest ago goes first. */
    private static final int MOST_TEXT = 1 << 20;

    private final Map<Integer, SortedMap<Instant, Listed>> channels = new HashMap<>();

    /** ATSC tells the text apart from the event, in either order. */
    private final LinkedHashMap<Event, String> texts = new LinkedHashMap<>();

    private int textLength;

    private record Event(int sourceId, int eventId) {}

    /** @param event where its text is still to be looked up, else null */
    private record Listed(Programme programme, @Nullable Event event) {}

    /** DVB: keyed by service id. */
    void events(DvbEvents table) {
        SortedMap<Instant, Listed> programmes = new TreeMap<>();
        for (DvbEvent event : table.events()) {
            Instant start = event.start();
            if (start != null && programmes.size() < MOST_PROGRAMMES) {
                Programme programme = new Programme(start, event.duration(), event.title(), event.text());
                programmes.put(start, new Listed(programme, null));
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
        SortedMap<Instant, Listed> programmes = channels.computeIfAbsent(table.sourceId(), id -> new TreeMap<>());
        for (AtscEvent event : table.events()) {
            Instant start = new Stt(event.startGpsSeconds(), gpsUtcOffset, 0).utc();
            Programme programme = new Programme(start, event.duration(), event.title(), "");
            programmes.put(start, new Listed(programme, new Event(table.sourceId(), event.eventId())));
            if (programmes.size() > MOST_PROGRAMMES) {
                programmes.remove(programmes.firstKey());
            }
        }
    }

    /** ATSC: the longer text of a programme. */
    void text(ExtendedText text) {
        if (text.eventId() == ExtendedText.CHANNEL) {
            return;
        }
        String before = texts.putLast(new Event(text.sourceId(), text.eventId()), text.text());
        textLength += text.text().length() - (before == null ? 0 : before.length());
        while (textLength > MOST_TEXT) {
            textLength -= texts.pollFirstEntry().getValue().length();
        }
    }

    /** Programmes of a channel that are not over, in order. */
    List<Programme> from(int channel, Instant utc) {
        List<Programme> coming = new ArrayList<>();
        for (Listed listed : channels.getOrDefault(channel, new TreeMap<>()).values()) {
            Programme programme = told(listed);
            if (programme.start().plus(programme.duration()).isAfter(utc)) {
                coming.add(programme);
            }
        }
        return coming;
    }

    void clear() {
        channels.clear();
        texts.clear();
        textLength = 0;
    }

    private Programme told(Listed listed) {
        Programme bare = listed.programme();
        String text = listed.event() == null ? bare.text() : Objects.requireNonNullElse(texts.get(listed.event()), "");
        return new Programme(bare.start(), bare.duration(), bare.title(), text);
    }

    private boolean hasRoom(int channel) {
        return channels.size() < MOST_CHANNELS || channels.containsKey(channel);
    }
}
