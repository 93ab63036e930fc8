package channel.every.proof;

import channel.every.identity.Label;

/** Hears of windows as they are done. */
public interface ProofProgress {
    /**
     * A publisher has made a window. Several publishers may call at once.
     *
     * @param inputBytes size of the whole input, of which {@code window.inputOffset()} was read
     */
    void window(Label publisher, ProofWindow window, long inputBytes);
}
