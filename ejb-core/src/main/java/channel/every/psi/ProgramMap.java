package channel.every.psi;

import channel.every.ts.Pid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * PMT: the streams of a program (ISO/IEC 13818-1 2.4.4.8).
 *
 * @param version 0 to 31
 * @param pcrPid {@link Pid#NULL} for a program without a clock
 * @param descriptors of the program, as sent, see {@link Descriptor#list}
 */
@SuppressWarnings("ArrayRecordComponent") // equality is by content, see below
public record ProgramMap(int programNumber, int version, Pid pcrPid, byte[] descriptors, List<ElementaryStream> streams)
        implements PsiTable {
    static final int TABLE_ID = 0x02;

    public ProgramMap {
        streams = List.copyOf(streams);
    }

    static ProgramMap read(SectionHeader header, SectionCursor body) throws MalformedSectionException {
        Pid pcrPid = new Pid(body.u16("PCR_PID") & 0x1FFF);
        byte[] descriptors = body.bytes("program_info_length", body.u16("program_info_length") & 0xFFF);
        List<ElementaryStream> streams = new ArrayList<>();
        while (body.remaining() > 0) {
            int type = body.u8("stream_type");
            Pid pid = new Pid(body.u16("elementary_PID") & 0x1FFF);
            streams.add(
                    new ElementaryStream(type, pid, body.bytes("ES_info_length", body.u16("ES_info_length") & 0xFFF)));
        }
        return new ProgramMap(header.extension(), header.version(), pcrPid, descriptors, streams);
    }

    @Override
    public byte[] section() {
        SectionBuilder section = SectionBuilder.longForm(TABLE_ID, false, programNumber, version)
                .u16(0xE000 | pcrPid.value())
                .u16(0xF000 | descriptors.length)
                .bytes(descriptors);
        for (ElementaryStream stream : streams) {
            section.u8(stream.streamType())
                    .u16(0xE000 | stream.pid().value())
                    .u16(0xF000 | stream.descriptors().length)
                    .bytes(stream.descriptors());
        }
        return section.withCrc();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ProgramMap that
                && programNumber == that.programNumber
                && version == that.version
                && pcrPid.equals(that.pcrPid)
                && Arrays.equals(descriptors, that.descriptors)
                && streams.equals(that.streams);
    }

    @Override
    public int hashCode() {
        return Objects.hash(programNumber, version, pcrPid, Arrays.hashCode(descriptors), streams);
    }
}
