package channel.every.batch;

import channel.every.identity.Label;
import channel.every.proof.ProofWindow;
import java.util.Map;

/** A window as each publisher made it. */
record EncodedWindow(Map<Label, ProofWindow> byPublisher) {
    EncodedWindow {
        byPublisher = Map.copyOf(byPublisher);
    }
}
