package channel.every.psi;

import java.time.Instant;

/** A table that says what time it is at the broadcaster. */
public sealed interface TimeTable extends PsiTable permits Stt, Tdt, Tot {
    /** Whole seconds of UTC. */
    Instant utc();
}
