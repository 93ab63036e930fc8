package channel.every.psi;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * TVCT or CVCT: the virtual channels of a multiplex (A/65 6.3).
 *
 * @param version 0 to 31
 * @param cable CVCT rather than TVCT
 */
public record VirtualChannelTable(int transportStreamId, int version, boolean cable, List<VirtualChannel> channels)
        implements PsiTable {
    static final int TERRESTRIAL = 0xC8;
    static final int CABLE = 0xC9;

    public VirtualChannelTable {
        channels = List.copyOf(channels);
    }

    static VirtualChannelTable read(SectionHeader header, SectionCursor body) throws MalformedSectionException {
        body.u8("protocol_version");
        int count = body.u8("num_channels_in_section");
        List<VirtualChannel> channels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            channels.add(VirtualChannel.read(body));
        }
        return new VirtualChannelTable(header.extension(), header.version(), header.tableId() == CABLE, channels);
    }

    /** This part of the table together with another. */
    VirtualChannelTable with(VirtualChannelTable more) {
        return new VirtualChannelTable(
                transportStreamId,
                version,
                cable,
                Stream.concat(channels.stream(), more.channels.stream()).toList());
    }

    @Override
    public byte[] section() {
        SectionBuilder section = SectionBuilder.longForm(cable ? CABLE : TERRESTRIAL, true, transportStreamId, version)
                .u8(0)
                .u8(channels.size());
        channels.forEach(channel -> channel.write(section));
        return section.u16(0xFC00).withCrc();
    }
}
