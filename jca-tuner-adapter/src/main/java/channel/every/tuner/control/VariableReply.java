package channel.every.tuner.control;

import java.util.List;
import java.util.Optional;

/** What a device answers to a {@link VariableRequest}. */
public sealed interface VariableReply {
    /** The variable as it is now. */
    record Held(String name, String value) implements VariableReply {}

    /** @param reason the device's words, such as {@code ERROR: resource locked by 10.0.0.5} */
    record Refused(String reason) implements VariableReply {}

    static VariableReply read(ControlFrame frame) throws MalformedFrameException {
        if (frame.type() != FrameType.GETSET_REPLY) {
            throw new MalformedFrameException("frame is a " + frame.type() + ", not a GETSET_REPLY");
        }
        Optional<ControlField> value = frame.field(ControlField.GETSET_VALUE);
        if (value.isPresent()) {
            return new Held(
                    frame.field(ControlField.GETSET_NAME)
                            .map(ControlField::text)
                            .orElse(""),
                    value.get().text());
        }
        return new Refused(frame.field(ControlField.ERROR_MESSAGE)
                .orElseThrow(() -> new MalformedFrameException("reply with neither a value nor an error"))
                .text());
    }

    default ControlFrame frame() {
        return new ControlFrame(
                FrameType.GETSET_REPLY,
                switch (this) {
                    case Held held ->
                        List.of(
                                ControlField.ofText(ControlField.GETSET_NAME, held.name()),
                                ControlField.ofText(ControlField.GETSET_VALUE, held.value()));
                    case Refused refused -> List.of(ControlField.ofText(ControlField.ERROR_MESSAGE, refused.reason()));
                });
    }
}
