package channel.every.tuner.control;

import java.util.ArrayList;
import java.util.List;

/**
 * Who answers a discovery (libhdhomerun, hdhomerun_discover.c). The authorisation strings of a reply are secrets and not kept.
 *
 * @param tunerCount 0 when the device does not tell
 * @param baseUrl of its HTTP API, or empty
 * @param lineupUrl or empty
 */
public record DiscoverReply(int deviceType, DeviceId deviceId, int tunerCount, String baseUrl, String lineupUrl) {
    public static final int TUNER = 1;

    public static DiscoverReply read(ControlFrame frame) throws MalformedFrameException {
        if (frame.type() != FrameType.DISCOVER_REPLY) {
            throw new MalformedFrameException("frame is a " + frame.type() + ", not a DISCOVER_REPLY");
        }
        int id = required(frame, ControlField.DEVICE_ID).number();
        try {
            return new DiscoverReply(
                    required(frame, ControlField.DEVICE_TYPE).number(),
                    new DeviceId(id),
                    tunerCount(frame),
                    text(frame, ControlField.BASE_URL),
                    text(frame, ControlField.LINEUP_URL));
        } catch (IllegalArgumentException e) {
            throw new MalformedFrameException(String.valueOf(e.getMessage()));
        }
    }

    private static ControlField required(ControlFrame frame, int tag) throws MalformedFrameException {
        return frame.field(tag)
                .orElseThrow(() -> new MalformedFrameException("reply without field 0x%02X".formatted(tag)));
    }

    private static int tunerCount(ControlFrame frame) {
        byte[] value =
                frame.field(ControlField.TUNER_COUNT).map(ControlField::value).orElse(new byte[0]);
        return value.length == 1 ? value[0] & 0xFF : 0;
    }

    private static String text(ControlFrame frame, int tag) {
        return frame.field(tag).map(ControlField::text).orElse("");
    }

    public ControlFrame frame() {
        List<ControlField> fields = new ArrayList<>(List.of(
                ControlField.ofInt(ControlField.DEVICE_TYPE, deviceType),
                ControlField.ofInt(ControlField.DEVICE_ID, deviceId.value())));
        if (tunerCount > 0) {
            fields.add(ControlField.ofByte(ControlField.TUNER_COUNT, tunerCount));
        }
        if (!baseUrl.isEmpty()) {
            fields.add(ControlField.ofText(ControlField.BASE_URL, baseUrl));
        }
        if (!lineupUrl.isEmpty()) {
            fields.add(ControlField.ofText(ControlField.LINEUP_URL, lineupUrl));
        }
        return new ControlFrame(FrameType.DISCOVER_REPLY, fields);
    }
}
