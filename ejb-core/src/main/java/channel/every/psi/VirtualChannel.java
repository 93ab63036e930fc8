package channel.every.psi;

import java.nio.charset.StandardCharsets;

/**
 * A channel as viewers know it (A/65 6.3).
 *
 * @param shortName up to 7 UTF-16 units, such as a callsign
 * @param major 0 to 1023; {@code major.minor} is what a remote control sends
 * @param minor 0 to 1023, 0 for analog
 * @param modulation 1 analog, 2 64QAM, 3 256QAM, 4 8VSB, 5 16VSB
 * @param channelTsid transport stream id of the multiplex that carries it
 * @param programNumber of its PAT entry
 * @param serviceType 1 analog, 2 television, 3 audio, 4 data
 * @param sourceId what EIT and ETT call it
 */
public record VirtualChannel(
        String shortName,
        int major,
        int minor,
        int modulation,
        int channelTsid,
        int programNumber,
        int serviceType,
        int sourceId) {
    private static final int NAME_BYTES = 14;

    public VirtualChannel {
        if (shortName.length() > NAME_BYTES / 2) {
            throw new IllegalArgumentException("short_name has at most 7 characters: " + shortName);
        }
        if (major < 0 || major > 1023 || minor < 0 || minor > 1023) {
            throw new IllegalArgumentException("channel numbers are 10 bits: " + major + "." + minor);
        }
    }

    static VirtualChannel read(SectionCursor body) throws MalformedSectionException {
        String name = new String(body.bytes("short_name", NAME_BYTES), StandardCharsets.UTF_16BE);
        int end = name.indexOf('\0');
        long numbers = body.u32("major_channel_number");
        body.u32("carrier_frequency");
        int channelTsid = body.u16("channel_TSID");
        int program = body.u16("program_number");
        int serviceType = body.u16("service_type") & 0x3F;
        int sourceId = body.u16("source_id");
        body.part("descriptors_length", body.u16("descriptors_length") & 0x3FF);
        return new VirtualChannel(
                end < 0 ? name : name.substring(0, end),
                (int) (numbers >>> 18 & 0x3FF),
                (int) (numbers >>> 8 & 0x3FF),
                (int) (numbers & 0xFF),
                channelTsid,
                program,
                serviceType,
                sourceId);
    }

    void write(SectionBuilder section) {
        byte[] name = shortName.getBytes(StandardCharsets.UTF_16BE);
        section.bytes(java.util.Arrays.copyOf(name, NAME_BYTES))
                .u32(0xF000_0000L | (long) major << 18 | (long) minor << 8 | modulation)
                // A/65 6.3.1: the carrier frequency is deprecated and 0
                .u32(0)
                .u16(channelTsid)
                .u16(programNumber)
                .u16(0x01C0 | serviceType)
                .u16(sourceId)
                .u16(0xFC00);
    }
}
