package channel.every.proof;

import channel.every.clock.ChunkIndex;
import channel.every.identity.Label;
import channel.every.identity.Rendition;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One reason why two publishers are no duplicates.
 *
 * @param publisher who differs
 * @param from whom it differs from, null if it stands alone
 * @param chunkIndex the window, null if it is about no window
 * @param startUnixMs of the window, in milliseconds since 1970
 * @param inputOffset byte of the publisher's input up to which it was read when the window was complete
 * @param detail one line: what each of them has
 */
public record ProofDifference(
        ProofReason reason,
        Label publisher,
        @Nullable Label from,
        @Nullable ChunkIndex chunkIndex,
        @Nullable Long startUnixMs,
        @Nullable Long inputOffset,
        @Nullable Rendition rendition,
        String detail) {
    /** About whole reports. */
    static ProofDifference of(ProofReason reason, ProofReport publisher, @Nullable ProofReport from, String detail) {
        return new ProofDifference(
                reason, publisher.publisher(), from == null ? null : from.publisher(), null, null, null, null, detail);
    }

    /** The same about a window that another publisher has and this one has not. */
    ProofDifference missing(ProofWindow window) {
        return new ProofDifference(
                reason, publisher, from, window.chunkIndex(), window.startUnixMs(), null, null, detail);
    }

    /** The same about a window of this publisher. */
    ProofDifference in(ProofWindow window) {
        return in(window, null);
    }

    /** The same about a rendition of a window of this publisher. */
    ProofDifference in(ProofWindow window, @Nullable Rendition of) {
        return new ProofDifference(
                reason, publisher, from, window.chunkIndex(), window.startUnixMs(), window.inputOffset(), of, detail);
    }

    /** One line for people: the window by index, time and place in the input. */
    public String text() {
        StringBuilder line = new StringBuilder(reason.text()).append(": ").append(publisher);
        if (from != null) {
            line.append(" against ").append(from);
        }
        if (chunkIndex != null) {
            line.append(", window ").append(chunkIndex.value());
        }
        if (startUnixMs != null) {
            line.append(" (").append(Instant.ofEpochMilli(startUnixMs));
            line.append(inputOffset == null ? ")" : ", before byte " + inputOffset + " of its input)");
        }
        if (rendition != null) {
            line.append(", ").append(rendition);
        }
        return line.append(": ").append(detail).toString();
    }
}
