package channel.every.psi;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * ATSC EIT: the programmes of a channel within three hours; which three the MGT says (A/65 6.5).
 *
 * @param sourceId of the channel in the VCT
 * @param version 0 to 31
 */
public record AtscEvents(int sourceId, int version, List<AtscEvent> events) implements PsiTable {
    static final int TABLE_ID = 0xCB;

    public AtscEvents {
        events = List.copyOf(events);
    }

    static AtscEvents read(SectionHeader header, SectionCursor body) throws MalformedSectionException {
        body.u8("protocol_version");
        int count = body.u8("num_events_in_section");
        List<AtscEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(AtscEvent.read(body));
        }
        return new AtscEvents(header.extension(), header.version(), events);
    }

    /** This part of the table together with another. */
    AtscEvents with(AtscEvents more) {
        return new AtscEvents(
                sourceId,
                version,
                Stream.concat(events.stream(), more.events.stream()).toList());
    }

    @Override
    public byte[] section() {
        SectionBuilder section =
                SectionBuilder.longForm(TABLE_ID, true, sourceId, version).u8(0).u8(events.size());
        events.forEach(event -> event.write(section));
        return section.withCrc();
    }
}
