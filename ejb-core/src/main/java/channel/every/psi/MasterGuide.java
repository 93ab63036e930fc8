package channel.every.psi;

import channel.every.ts.Pid;
import java.util.ArrayList;
import java.util.List;

/**
 * MGT: which PSIP tables there are and where (A/65 6.2).
 *
 * @param version 0 to 31
 */
public record MasterGuide(int version, List<GuideTable> tables) implements PsiTable {
    static final int TABLE_ID = 0xC7;

    public MasterGuide {
        tables = List.copyOf(tables);
    }

    static MasterGuide read(SectionHeader header, SectionCursor body) throws MalformedSectionException {
        body.u8("protocol_version");
        int count = body.u16("tables_defined");
        List<GuideTable> tables = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int type = body.u16("table_type");
            Pid pid = new Pid(body.u16("table_type_PID") & 0x1FFF);
            int version = body.u8("table_type_version_number") & 0x1F;
            long bytes = body.u32("number_bytes");
            body.part("table_type_descriptors_length", body.u16("table_type_descriptors_length") & 0xFFF);
            tables.add(new GuideTable(type, pid, version, bytes));
        }
        return new MasterGuide(header.version(), tables);
    }

    @Override
    public byte[] section() {
        SectionBuilder section =
                SectionBuilder.longForm(TABLE_ID, true, 0, version).u8(0).u16(tables.size());
        for (GuideTable table : tables) {
            section.u16(table.type())
                    .u16(0xE000 | table.pid().value())
                    .u8(0xE0 | table.version())
                    .u32(table.bytes())
                    .u16(0xF000);
        }
        return section.u16(0xF000).withCrc();
    }
}
