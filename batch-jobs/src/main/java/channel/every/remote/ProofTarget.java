package channel.every.remote;

import channel.every.identity.Label;
import java.io.IOException;

/** A machine that proves windows. */
public interface ProofTarget {
    Label name();

    /** Its address, for people. */
    String place();

    /**
     * Copies the input there, has it proven, and brings the report to {@link ProofTask#report}.
     *
     * @throws IOException if any of it failed; the message is one line with the remedy
     */
    TargetTiming prove(ProofTask task, TargetProgress progress) throws IOException, InterruptedException;
}
