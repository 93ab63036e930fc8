package channel.every.ts;

import java.util.Arrays;
import java.util.Collection;

/** PIDs to look up by number, for hot loops. */
public final class PidSet {
    private final boolean[] members = new boolean[0x2000];

    public void replaceBy(Collection<Pid> pids) {
        Arrays.fill(members, false);
        pids.forEach(pid -> members[pid.value()] = true);
    }

    /** @param pid 0 to 0x1FFF */
    public boolean contains(int pid) {
        return members[pid];
    }
}
