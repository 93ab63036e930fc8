package channel.every.psi;

import channel.every.ts.Pid;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * PAT: the programs of a multiplex (ISO/IEC 13818-1 2.4.4.3).
 *
 * @param version 0 to 31
 * @param programs program number to the PID of its PMT
 * @param networkPid what stands for program 0: the PID of the NIT, null without one
 */
public record ProgramAssociation(
        int transportStreamId,
        int version,
        SortedMap<Integer, Pid> programs,
        @Nullable Pid networkPid) implements PsiTable {
    static final int TABLE_ID = 0x00;

    public ProgramAssociation {
        programs = Collections.unmodifiableSortedMap(new TreeMap<>(programs));
        if (programs.containsKey(0)) {
            throw new IllegalArgumentException("program 0 is the network PID, not a program");
        }
    }

    public ProgramAssociation(int transportStreamId, int version, SortedMap<Integer, Pid> programs) {
        this(transportStreamId, version, programs, null);
    }

    static ProgramAssociation read(SectionHeader header, SectionCursor body) throws MalformedSectionException {
        SortedMap<Integer, Pid> programs = new TreeMap<>();
        Pid networkPid = null;
        while (body.remaining() > 0) {
            int program = body.u16("program_number");
            Pid pid = new Pid(body.u16("program_map_PID") & 0x1FFF);
            if (program == 0) {
                networkPid = pid;
            } else {
                programs.put(program, pid);
            }
        }
        return new ProgramAssociation(header.extension(), header.version(), programs, networkPid);
    }

    /** This part of the table together with another. */
    ProgramAssociation with(ProgramAssociation more) {
        SortedMap<Integer, Pid> both = new TreeMap<>(programs);
        both.putAll(more.programs);
        return new ProgramAssociation(
                transportStreamId, version, both, networkPid == null ? more.networkPid : networkPid);
    }

    @Override
    public byte[] section() {
        SectionBuilder section = SectionBuilder.longForm(TABLE_ID, false, transportStreamId, version);
        if (networkPid != null) {
            section.u16(0).u16(0xE000 | networkPid.value());
        }
        programs.forEach((program, pid) -> section.u16(program).u16(0xE000 | pid.value()));
        return section.withCrc();
    }
}
