package channel.every.node;

import channel.every.window.ProgramFormat;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The program that a publisher receives.
 *
 * @param number in the PAT, null until its PMT came
 * @param video codec, null without one that windows can carry
 * @param audio codec, null without one that windows can carry
 */
public record ProgramStatus(
        State state,
        @Nullable Integer number,
        @Nullable String video,
        @Nullable String audio) {

    public enum State {
        /** No PMT came. */
        UNKNOWN,
        /** In the clear. */
        CLEAR,
        /** Without the broadcaster's key there are no windows. */
        SCRAMBLED,
        /** Neither video nor audio is of a kind that windows can carry. */
        UNPLAYABLE;

        @JsonValue
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static ProgramStatus of(@Nullable ProgramFormat format, boolean scrambled) {
        if (format == null) {
            return new ProgramStatus(State.UNKNOWN, null, null, null);
        }
        State state = scrambled ? State.SCRAMBLED : format.playable() ? State.CLEAR : State.UNPLAYABLE;
        return new ProgramStatus(
                state,
                format.programNumber(),
                name(format.videoCodec()),
                name(format.audio().isEmpty() ? null : format.audio().getFirst().codec()));
    }

    private static @Nullable String name(@Nullable Enum<?> codec) {
        return codec == null ? null : codec.name().toLowerCase(Locale.ROOT);
    }
}
