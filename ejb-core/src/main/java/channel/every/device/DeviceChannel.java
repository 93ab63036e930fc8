package channel.every.device;

import java.util.OptionalInt;

/**
 * A channel as a device lists it.
 *
 * @param number what a viewer types, {@code 5.1} or {@code 7}
 * @param frequencyHz of its multiplex; channels of one multiplex have one frequency
 * @param program in its multiplex, 1 to 65535
 * @param originalNetworkId DVB only
 * @param videoCodec as lineups write it: {@code MPEG2}, {@code H264}, {@code HEVC}
 * @param audioCodec {@code AC3}, {@code AAC}, {@code MPEG}
 * @param bitsPerSecond of the multiplex
 */
public record DeviceChannel(
        String number,
        String name,
        long frequencyHz,
        int program,
        int transportStreamId,
        OptionalInt originalNetworkId,
        String videoCodec,
        String audioCodec,
        boolean highDefinition,
        boolean copyProtected,
        int bitsPerSecond) {
    public DeviceChannel {
        if (!number.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new IllegalArgumentException("channel number is 1 to 64 of A-Z a-z 0-9 . _ -: " + number);
        }
        if (program < 1 || program > 0xFFFF) {
            throw new IllegalArgumentException("program of channel " + number + " is 1 to 65535: " + program);
        }
    }

    /** As {@code streaminfo} writes a program. */
    String programLine() {
        return program + ": " + number + " " + name + (copyProtected ? " (encrypted)" : "");
    }
}
