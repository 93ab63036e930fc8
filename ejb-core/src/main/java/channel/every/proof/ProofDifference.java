package channel.every.proof;

import channel.every.clock.ChunkIndex;
import channel.every.identity.Label;
import channel.every.identity.Rendition;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One reason why two publishers are no duplicates, what caused it and what shows that.
 *
 * @param publisher who differs
 * @param from whom it differs from, null if it stands alone
 * @param chunkIndex the window, null if it is about no window
 * @param startUnixMs of the window, in milliseconds since 1970
 * @param inputOffset byte of the publisher's input up to which it was read when the window was complete
 * @param detail one line: what each of them has
 * @param evidence one line: what tells the cause
 * @param sides the publisher and then whom it differs from
 */
public record ProofDifference(
        ProofReason reason,
        ProofCause cause,
        Label publisher,
        @Nullable Label from,
        @Nullable ChunkIndex chunkIndex,
        @Nullable Long startUnixMs,
        @Nullable Long inputOffset,
        @Nullable Rendition rendition,
        String detail,
        String evidence,
        List<ProofSide> sides) {
    public ProofDifference {
        sides = List.copyOf(sides);
    }

    /** About whole reports. */
    static ProofDifference of(
            ProofReason reason, Diagnosis diagnosis, ProofReport publisher, @Nullable ProofReport from, String detail) {
        ProofSide own = ProofSide.of(publisher, null);
        return new ProofDifference(
                reason,
                diagnosis.cause(),
                publisher.publisher(),
                from == null ? null : from.publisher(),
                null,
                null,
                null,
                null,
                detail,
                diagnosis.evidence(),
                from == null ? List.of(own) : List.of(own, ProofSide.of(from, null)));
    }

    /**
     * About a window, or a rendition of it.
     *
     * @param window null where the publisher lacks it
     * @param expected null where the publisher stands alone
     */
    static ProofDifference of(
            ProofReason reason,
            Diagnosis diagnosis,
            ProofReport publisher,
            @Nullable ProofWindow window,
            @Nullable ProofReport from,
            @Nullable ProofWindow expected,
            @Nullable Rendition rendition,
            String detail) {
        ProofWindow known = window != null ? window : expected;
        ProofSide own = ProofSide.of(publisher, window);
        return new ProofDifference(
                reason,
                diagnosis.cause(),
                publisher.publisher(),
                from == null ? null : from.publisher(),
                known == null ? null : known.chunkIndex(),
                known == null ? null : known.startUnixMs(),
                own.inputOffset(),
                rendition,
                detail,
                diagnosis.evidence(),
                from == null ? List.of(own) : List.of(own, ProofSide.of(from, expected)));
    }

    /** One line for people: the window by index, time and place in the input, and the cause. */
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
        return line.append(": ")
                .append(detail)
                .append("; cause ")
                .append(cause.text())
                .append(": ")
                .append(evidence)
                .toString();
    }
}
