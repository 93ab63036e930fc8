package channel.every.psi;

import java.time.Instant;

/**
 * STT: ATSC's time of day, at least once a second (A/65 6.1).
 *
 * @param gpsSeconds since 1980-01-06T00:00:00Z, leap seconds counted, 32 bits
 * @param gpsUtcOffset leap seconds between GPS time and UTC, 18 since 2017
 * @param daylightSaving A/65 table 6.2: DS_status, two reserved ones, DS_day_of_month, DS_hour; 16 bits
 */
public record Stt(long gpsSeconds, int gpsUtcOffset, int daylightSaving) implements TimeTable {
    static final int TABLE_ID = 0xCD;

    /** 1980-01-06T00:00:00Z in Unix seconds. */
    private static final long GPS_EPOCH = 315_964_800;

    public Stt {
        if (gpsSeconds < 0 || gpsSeconds > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException("system_time is 32 bits: " + gpsSeconds);
        }
        if (gpsUtcOffset < 0 || gpsUtcOffset > 0xFF) {
            throw new IllegalArgumentException("GPS_UTC_offset is 8 bits: " + gpsUtcOffset);
        }
        if (daylightSaving < 0 || daylightSaving > 0xFFFF) {
            throw new IllegalArgumentException("daylight_savings is 16 bits: " + daylightSaving);
        }
    }

    /** The table for a moment of UTC; a fraction of a second is dropped. */
    public static Stt at(Instant utc, int gpsUtcOffset, int daylightSaving) {
        return new Stt(utc.getEpochSecond() - GPS_EPOCH + gpsUtcOffset, gpsUtcOffset, daylightSaving);
    }

    static Stt read(SectionCursor body) throws MalformedSectionException {
        body.u8("protocol_version");
        return new Stt(body.u32("system_time"), body.u8("GPS_UTC_offset"), body.u16("daylight_savings"));
    }

    @Override
    public Instant utc() {
        // A/65 6.1: UTC is GPS time less the leap seconds since 1980
        return Instant.ofEpochSecond(gpsSeconds + GPS_EPOCH - gpsUtcOffset);
    }

    @Override
    public byte[] section() {
        return SectionBuilder.longForm(TABLE_ID, true, 0, 0)
                .u8(0)
                .u32(gpsSeconds)
                .u8(gpsUtcOffset)
                .u16(daylightSaving)
                .withCrc();
    }
}
