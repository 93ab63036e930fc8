package channel.every.tuner.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads or sets a variable of a device (libhdhomerun, hdhomerun_control.c).
 *
 * @param name such as {@code /tuner0/status}
 * @param value null to read
 * @param lockKey what proves that the tuner is ours, 0 for none; 32 bits, read unsigned
 */
public record VariableRequest(String name, @Nullable String value, int lockKey) {
    public static VariableRequest get(String name) {
        return new VariableRequest(name, null, 0);
    }

    public static VariableRequest read(ControlFrame frame) throws MalformedFrameException {
        if (frame.type() != FrameType.GETSET_REQUEST) {
            throw new MalformedFrameException("frame is a " + frame.type() + ", not a GETSET_REQUEST");
        }
        String name = frame.field(ControlField.GETSET_NAME)
                .orElseThrow(() -> new MalformedFrameException("request without a variable's name"))
                .text();
        Optional<ControlField> key = frame.field(ControlField.GETSET_LOCKKEY);
        return new VariableRequest(
                name,
                frame.field(ControlField.GETSET_VALUE).map(ControlField::text).orElse(null),
                key.isPresent() ? key.get().number() : 0);
    }

    public ControlFrame frame() {
        List<ControlField> fields = new ArrayList<>();
        fields.add(ControlField.ofText(ControlField.GETSET_NAME, name));
        if (value != null) {
            fields.add(ControlField.ofText(ControlField.GETSET_VALUE, value));
        }
        if (lockKey != 0) {
            fields.add(ControlField.ofInt(ControlField.GETSET_LOCKKEY, lockKey));
        }
        return new ControlFrame(FrameType.GETSET_REQUEST, fields);
    }
}
