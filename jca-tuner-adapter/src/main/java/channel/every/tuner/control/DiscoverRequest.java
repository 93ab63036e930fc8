package channel.every.tuner.control;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Asks devices to answer (libhdhomerun, hdhomerun_discover.c).
 *
 * @param types kinds of devices that shall answer; {@link #ANY} stands for all
 * @param deviceId the only device that shall answer, or {@link #ANY}
 * @param idSent whether the request has the field of the device's number at all; newer clients leave it out for any device
 */
public record DiscoverRequest(List<Integer> types, int deviceId, boolean idSent) {
    public static final int ANY = 0xFFFFFFFF;

    public DiscoverRequest {
        types = List.copyOf(types);
        if (types.isEmpty()) {
            throw new IllegalArgumentException("a discovery asks for at least one kind of device");
        }
    }

    /** To every device of every kind, as {@code hdhomerun_config discover} sends it. */
    public static DiscoverRequest toAll() {
        return new DiscoverRequest(List.of(ANY), ANY, true);
    }

    /** To one tuner device. */
    public static DiscoverRequest toTuner(DeviceId id) {
        return new DiscoverRequest(List.of(DiscoverReply.TUNER), id.value(), true);
    }

    public static DiscoverRequest read(ControlFrame frame) throws MalformedFrameException {
        if (frame.type() != FrameType.DISCOVER_REQUEST) {
            throw new MalformedFrameException("frame is a " + frame.type() + ", not a DISCOVER_REQUEST");
        }
        List<Integer> types = new ArrayList<>();
        for (ControlField field : frame.fields()) {
            switch (field.tag()) {
                case ControlField.DEVICE_TYPE -> types.add(field.number());
                case ControlField.MULTI_TYPE -> {
                    ByteBuffer value = ByteBuffer.wrap(field.value());
                    while (value.remaining() >= Integer.BYTES) {
                        types.add(value.getInt());
                    }
                }
                default -> {
                    // Unknown tags are skipped, as the protocol demands.
                }
            }
        }
        OptionalInt id = frame.field(ControlField.DEVICE_ID).isPresent()
                ? OptionalInt.of(
                        frame.field(ControlField.DEVICE_ID).orElseThrow().number())
                : OptionalInt.empty();
        return new DiscoverRequest(types.isEmpty() ? List.of(ANY) : types, id.orElse(ANY), id.isPresent());
    }

    public ControlFrame frame() {
        List<ControlField> fields = new ArrayList<>();
        if (types.size() == 1) {
            fields.add(ControlField.ofInt(ControlField.DEVICE_TYPE, types.getFirst()));
        } else {
            ByteBuffer all = ByteBuffer.allocate(types.size() * Integer.BYTES);
            types.forEach(all::putInt);
            fields.add(new ControlField(ControlField.MULTI_TYPE, all.array()));
        }
        if (idSent) {
            fields.add(ControlField.ofInt(ControlField.DEVICE_ID, deviceId));
        }
        return new ControlFrame(FrameType.DISCOVER_REQUEST, fields);
    }

    /** Whether this tuner device is meant. */
    public boolean meansTuner(DeviceId id) {
        return (deviceId == ANY || deviceId == id.value())
                && (types.contains(ANY) || types.contains(DiscoverReply.TUNER));
    }
}
