package channel.every.psi;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** TOT: DVB's UTC with local time offsets; it has a CRC although section_syntax_indicator is 0 (EN 300 468 5.2.6). */
public record Tot(Instant utc, List<LocalTimeOffset> offsets) implements TimeTable {
    static final int TABLE_ID = 0x73;

    public Tot {
        offsets = List.copyOf(offsets);
    }

    public Tot(Instant utc) {
        this(utc, List.of());
    }

    static Tot read(byte[] section) throws MalformedSectionException {
        SectionHeader.checkLength(section, 3 + DvbTime.LENGTH + 2 + SectionHeader.CRC_LENGTH);
        SectionHeader.checkCrc(section);
        SectionCursor body = new SectionCursor(section, 3, section.length - SectionHeader.CRC_LENGTH);
        Instant utc = DvbTime.read(body);
        SectionCursor loop = body.part("descriptors_loop_length", body.u16("descriptors_loop_length") & 0xFFF);
        List<LocalTimeOffset> offsets = new ArrayList<>();
        while (loop.remaining() > 0) {
            int tag = loop.u8("descriptor_tag");
            SectionCursor descriptor = loop.part("descriptor_length", loop.u8("descriptor_length"));
            while (tag == LocalTimeOffset.TAG && descriptor.remaining() > 0) {
                offsets.add(LocalTimeOffset.read(descriptor));
            }
        }
        return new Tot(utc, offsets);
    }

    @Override
    public byte[] section() {
        SectionBuilder loop = new SectionBuilder();
        offsets.forEach(offset -> offset.write(loop));
        SectionBuilder section = SectionBuilder.shortForm(TABLE_ID);
        DvbTime.write(utc, section);
        return section.u16(0xF000 | loop.length()).bytes(loop.toBytes()).withCrc();
    }
}
