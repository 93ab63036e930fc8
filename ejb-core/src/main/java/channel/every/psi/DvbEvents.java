package channel.every.psi;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * EIT present/following of this multiplex: what a DVB service shows now and next (EN 300 468 5.2.4).
 *
 * @param version 0 to 31
 */
public record DvbEvents(int serviceId, int transportStreamId, int originalNetworkId, int version, List<DvbEvent> events)
        implements PsiTable {
    static final int TABLE_ID = 0x4E;

    public DvbEvents {
        events = List.copyOf(events);
    }

    static DvbEvents read(SectionHeader header, SectionCursor body) throws MalformedSectionException {
        int transportStreamId = body.u16("transport_stream_id");
        int originalNetworkId = body.u16("original_network_id");
        body.u8("segment_last_section_number");
        body.u8("last_table_id");
        List<DvbEvent> events = new ArrayList<>();
        while (body.remaining() > 0) {
            events.add(DvbEvent.read(body));
        }
        return new DvbEvents(header.extension(), transportStreamId, originalNetworkId, header.version(), events);
    }

    /** This part of the table together with another. */
    DvbEvents with(DvbEvents more) {
        List<DvbEvent> both =
                Stream.concat(events.stream(), more.events.stream()).toList();
        return new DvbEvents(serviceId, transportStreamId, originalNetworkId, version, both);
    }

    @Override
    public byte[] section() {
        SectionBuilder section = SectionBuilder.longForm(TABLE_ID, true, serviceId, version)
                .u16(transportStreamId)
                .u16(originalNetworkId)
                .u8(0)
                .u8(TABLE_ID);
        events.forEach(event -> event.write(section));
        return section.withCrc();
    }
}
