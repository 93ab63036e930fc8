package channel.every.device;

import channel.every.tuner.mux.ProgramFilter;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Lets one program, or some PIDs, of a multiplex through. Takes whole packets. */
final class Selection extends FilterOutputStream {
    private final @Nullable ProgramFilter program;
    private final @Nullable PidRanges pids;

    private Selection(OutputStream out, @Nullable ProgramFilter program, @Nullable PidRanges pids) {
        super(out);
        this.program = program;
        this.pids = pids;
    }

    static OutputStream ofProgram(int program, OutputStream out) {
        return new Selection(out, new ProgramFilter(program), null);
    }

    static OutputStream ofPids(PidRanges pids, OutputStream out) {
        return pids.all() ? out : new Selection(out, null, pids);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        byte[] chosen = program == null
                ? Arrays.copyOfRange(bytes, offset, offset + length)
                : program.filter(bytes, offset, length);
        out.write(chosen, 0, pids == null ? chosen.length : pids.keep(chosen, chosen.length));
    }
}
