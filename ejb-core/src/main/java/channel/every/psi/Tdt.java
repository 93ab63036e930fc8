package channel.every.psi;

import java.time.Instant;

/** TDT: DVB's UTC, without a CRC (EN 300 468 5.2.5). */
public record Tdt(Instant utc) implements TimeTable {
    static final int TABLE_ID = 0x70;

    static Tdt read(byte[] section) throws MalformedSectionException {
        SectionHeader.checkLength(section, 3 + DvbTime.LENGTH);
        return new Tdt(DvbTime.read(new SectionCursor(section, 3, section.length)));
    }

    @Override
    public byte[] section() {
        SectionBuilder section = SectionBuilder.shortForm(TABLE_ID);
        DvbTime.write(utc, section);
        return section.withoutCrc();
    }
}
