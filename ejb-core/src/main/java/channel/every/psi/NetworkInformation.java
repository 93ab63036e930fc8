package channel.every.psi;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * NIT actual: the network and its multiplexes (EN 300 468 5.2.1).
 *
 * @param version 0 to 31
 * @param name empty without a network_name_descriptor
 */
public record NetworkInformation(int networkId, int version, String name, List<Multiplex> multiplexes)
        implements PsiTable {
    static final int TABLE_ID = 0x40;
    private static final int NAME_TAG = 0x40;

    public NetworkInformation {
        multiplexes = List.copyOf(multiplexes);
    }

    static NetworkInformation read(SectionHeader header, SectionCursor body) throws MalformedSectionException {
        SectionCursor descriptors =
                body.part("network_descriptors_length", body.u16("network_descriptors_length") & 0xFFF);
        String name = "";
        while (descriptors.remaining() > 0) {
            int tag = descriptors.u8("descriptor_tag");
            byte[] descriptor = descriptors.bytes("descriptor_length", descriptors.u8("descriptor_length"));
            if (tag == NAME_TAG) {
                name = DvbText.decode(descriptor);
            }
        }
        SectionCursor loop =
                body.part("transport_stream_loop_length", body.u16("transport_stream_loop_length") & 0xFFF);
        List<Multiplex> multiplexes = new ArrayList<>();
        while (loop.remaining() > 0) {
            multiplexes.add(new Multiplex(loop.u16("transport_stream_id"), loop.u16("original_network_id")));
            loop.part("transport_descriptors_length", loop.u16("transport_descriptors_length") & 0xFFF);
        }
        return new NetworkInformation(header.extension(), header.version(), name, multiplexes);
    }

    /** This part of the table together with another. */
    NetworkInformation with(NetworkInformation more) {
        return new NetworkInformation(
                networkId,
                version,
                name.isEmpty() ? more.name : name,
                Stream.concat(multiplexes.stream(), more.multiplexes.stream()).toList());
    }

    @Override
    public byte[] section() {
        byte[] text = DvbText.encode(name);
        SectionBuilder section = SectionBuilder.longForm(TABLE_ID, true, networkId, version)
                .u16(0xF000 | text.length + 2)
                .u8(NAME_TAG)
                .u8(text.length)
                .bytes(text)
                .u16(0xF000 | 6 * multiplexes.size());
        for (Multiplex multiplex : multiplexes) {
            section.u16(multiplex.transportStreamId())
                    .u16(multiplex.originalNetworkId())
                    .u16(0xF000);
        }
        return section.withCrc();
    }
}
