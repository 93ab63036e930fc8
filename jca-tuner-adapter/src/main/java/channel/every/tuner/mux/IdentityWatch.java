package channel.every.tuner.mux;

import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Reads whole packets until a program association has come, and nothing after it. */
public final class IdentityWatch {
    private final SectionCollector association = new SectionCollector(section -> table = ProgramTable.read(section));
    private @Nullable ProgramTable table;

    public void feed(byte[] packets, int length) {
        for (int at = 0; table == null && at + PacketView.BYTES <= length; at += PacketView.BYTES) {
            if (packets[at] == PacketView.SYNC && PacketView.pid(packets, at) == 0) {
                association.packet(packets, at);
            }
        }
    }

    /** @param program 0 for the only program of the stream; empty when there are several, or none is known yet */
    public Optional<BroadcastIdentity> identity(int program) {
        ProgramTable known = table;
        if (known == null) {
            return Optional.empty();
        }
        SortedMap<Integer, Integer> programs = known.programs().tailMap(1);
        int number = program == 0 && programs.size() == 1 ? programs.firstKey() : program;
        return programs.containsKey(number)
                ? Optional.of(new BroadcastIdentity(known.transportStreamId(), number))
                : Optional.empty();
    }
}
