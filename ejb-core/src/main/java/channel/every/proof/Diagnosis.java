package channel.every.proof;

import channel.every.clock.ChunkIndex;
import channel.every.window.WindowQuality;
import org.jspecify.annotations.Nullable;

/**
 * Why there is a difference, and what shows it.
 *
 * @param evidence one line
 */
record Diagnosis(ProofCause cause, String evidence) {
    static Diagnosis noWindows(ProofReport report) {
        return new Diagnosis(ProofCause.RECEPTION, "not one full window came out of its input " + report.input());
    }

    static Diagnosis otherCadence() {
        return new Diagnosis(ProofCause.PHASE, "windows of different length start at different moments");
    }

    static Diagnosis otherProfile(ProofReport report, ProofReport from) {
        return report.profileName().equals(from.profileName())
                ? new Diagnosis(
                        ProofCause.ENCODER_BUILD,
                        "both call the profile \"" + report.profileName()
                                + "\", so the builds of ffmpeg, x264 or libc differ, or the profile's version")
                : new Diagnosis(
                        ProofCause.ENCODER_BUILD,
                        "profile \"" + report.profileName() + "\" against \"" + from.profileName() + '"');
    }

    static Diagnosis empty(ProofWindow window) {
        return new Diagnosis(
                ProofCause.ENCODER_FAILURE, window.failure() == null ? "no fragment was made" : window.failure());
    }

    /** @param expected as another publisher has the window */
    static Diagnosis missing(ReportedWindows publisher, ReportedWindows from, ProofWindow expected) {
        ChunkIndex elsewhere = publisher.numbered(expected.sourceHash());
        if (elsewhere != null) {
            return renumbered(elsewhere, expected.chunkIndex());
        }
        if (!publisher.isEmpty() && publisher.meetsNowhere(from)) {
            return new Diagnosis(ProofCause.PHASE, "the two have no window in common");
        }
        String drop = publisher.dropReason(expected.chunkIndex());
        return new Diagnosis(
                ProofCause.RECEPTION,
                drop != null ? "it dropped the window: " + drop : "its input holds nothing of the window");
    }

    static Diagnosis unequalSource(
            ReportedWindows publisher, ProofWindow window, ReportedWindows from, ProofWindow expected) {
        ChunkIndex ours = publisher.numbered(expected.sourceHash());
        if (ours != null) {
            return renumbered(ours, expected.chunkIndex());
        }
        ChunkIndex theirs = from.numbered(window.sourceHash());
        if (theirs != null) {
            return renumbered(window.chunkIndex(), theirs);
        }
        if (!window.quality().whole() || !expected.quality().whole()) {
            return new Diagnosis(ProofCause.RECEPTION, text(window.quality()) + " against " + text(expected.quality()));
        }
        return new Diagnosis(ProofCause.SOURCE, "both received whole, and their inputs differ");
    }

    /** Of what an encoder made of equal input. */
    static Diagnosis unequalOutput(ProofReport report, ProofReport from, @Nullable String otherMoment) {
        if (!report.profile().equals(from.profile())) {
            return new Diagnosis(ProofCause.ENCODER_BUILD, "equal input, profile hashes differ");
        }
        return otherMoment != null
                ? new Diagnosis(ProofCause.PHASE, otherMoment)
                : new Diagnosis(ProofCause.ENCODER_BYTES, "equal input, equal profile hash");
    }

    private static Diagnosis renumbered(ChunkIndex ours, ChunkIndex theirs) {
        return new Diagnosis(
                ProofCause.PHASE,
                "one input is window " + ours.value() + " here and window " + theirs.value() + " there");
    }

    private static String text(WindowQuality quality) {
        return quality.whole()
                ? "received whole"
                : quality.continuityErrors() + " continuity errors, " + quality.transportErrors()
                        + " transport errors, " + quality.scrambledPackets() + " scrambled packets, "
                        + quality.missingMillis() + " ms missing";
    }
}
