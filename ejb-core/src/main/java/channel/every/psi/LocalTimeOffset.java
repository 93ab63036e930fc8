package channel.every.psi;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/**
 * Local time somewhere, from the local_time_offset_descriptor (EN 300 468 6.2.20).
 *
 * @param country ISO 3166, three letters
 * @param region 0 where a country has one time zone
 * @param offset of local time from UTC, whole minutes, below 100 hours
 * @param change when {@code next} takes its place
 */
public record LocalTimeOffset(String country, int region, Duration offset, Instant change, Duration next) {
    static final int TAG = 0x58;
    private static final int ENTRY_LENGTH = 13;
    private static final int POLARITY = 1;

    static LocalTimeOffset read(SectionCursor body) throws MalformedSectionException {
        String country = new String(body.bytes("country_code", 3), StandardCharsets.ISO_8859_1);
        int flags = body.u8("country_region_id");
        Duration offset = minutes(body, "local_time_offset", flags);
        Instant change = DvbTime.read(body);
        return new LocalTimeOffset(country, flags >>> 2, offset, change, minutes(body, "next_time_offset", flags));
    }

    /** The whole descriptor with one entry. */
    void write(SectionBuilder section) {
        boolean west = offset.isNegative() || next.isNegative();
        section.u8(TAG).u8(ENTRY_LENGTH).bytes(country.getBytes(StandardCharsets.ISO_8859_1));
        section.u8(region << 2 | 2 | (west ? POLARITY : 0));
        write(offset, section);
        DvbTime.write(change, section);
        write(next, section);
    }

    private static void write(Duration offset, SectionBuilder section) {
        Duration length = offset.abs();
        section.u8(DvbTime.bcd((int) length.toHours())).u8(DvbTime.bcd(length.toMinutesPart()));
    }

    private static Duration minutes(SectionCursor body, String field, int flags) throws MalformedSectionException {
        Duration length = Duration.ofHours(DvbTime.bcd(body, field, 100)).plusMinutes(DvbTime.bcd(body, field, 60));
        return (flags & POLARITY) == 0 ? length : length.negated();
    }
}
