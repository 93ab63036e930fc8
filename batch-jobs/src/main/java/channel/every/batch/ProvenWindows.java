package channel.every.batch;

import channel.every.proof.ProofWindow;
import java.util.List;

/** What a proof job made of {@link CutWindows}. */
record ProvenWindows(List<ProofWindow> windows) {
    ProvenWindows {
        windows = List.copyOf(windows);
    }
}
