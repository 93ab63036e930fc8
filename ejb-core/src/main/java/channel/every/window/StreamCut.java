package channel.every.window;

import java.util.List;

/**
 * The part of one stream that a window takes.
 *
 * @param units what goes into the canonical input, in the order of the stream
 * @param witnesses what a loss must not touch for the choice of {@code units} to be certain: these, and for audio the one before
 * @param closed whether the stream itself showed that nothing more will come
 */
record StreamCut(List<PesUnit> units, List<PesUnit> witnesses, boolean closed, Coverage coverage) {
    WindowQuality quality() {
        int continuityErrors = 0;
        int transportErrors = 0;
        int scrambledPackets = 0;
        for (PesUnit unit : witnesses) {
            continuityErrors += unit.continuityErrors();
            transportErrors += unit.transportErrors();
            scrambledPackets += unit.scrambledPackets();
        }
        return new WindowQuality(
                continuityErrors, transportErrors, scrambledPackets, (int) (coverage.missingTicks() / 90));
    }

    /** Whether every receiver that gets this far cuts the same. */
    boolean certain() {
        return closed && !coverage.holed() && witnesses.stream().allMatch(PesUnit::whole);
    }

    /** First unit, in the order of the stream, that decodes at or after a stamp; -1 while there is none. */
    static int firstFrom(List<PesUnit> units, long stamp) {
        for (int i = 0; i < units.size(); i++) {
            if (units.get(i).timed() && units.get(i).dts() >= stamp) {
                return i;
            }
        }
        return -1;
    }

    /** A cut, or why there is none. */
    sealed interface Attempt {
        record Cut(StreamCut cut) implements Attempt {}

        record Refused(DropReason cause, String reason) implements Attempt {}
    }
}
