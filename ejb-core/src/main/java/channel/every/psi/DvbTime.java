package channel.every.psi;

import java.time.Instant;

/** UTC_time: 16 bits of modified Julian date, then hours, minutes and seconds in BCD (EN 300 468 annex C). */
final class DvbTime {
    static final int LENGTH = 5;

    /** 1970-01-01. */
    private static final int MJD_1970 = 40_587;

    private static final int MJD_MODULUS = 1 << 16;
    private static final int SECONDS_PER_DAY = 86_400;

    private DvbTime() {}

    /** No broadcast is older than 1970, so a smaller date is one from behind the wrap of 2038-04-23. */
    static Instant read(SectionCursor body) throws MalformedSectionException {
        int mjd = body.u16("UTC_time");
        long day = (mjd < MJD_1970 ? mjd + MJD_MODULUS : mjd) - MJD_1970;
        int hours = bcd(body, "UTC_time hours", 24);
        int minutes = bcd(body, "UTC_time minutes", 60);
        int seconds = bcd(body, "UTC_time seconds", 60);
        return Instant.ofEpochSecond(day * SECONDS_PER_DAY + hours * 3600L + minutes * 60L + seconds);
    }

    /** Whole seconds; a fraction is dropped. */
    static void write(Instant utc, SectionBuilder section) {
        long day = Math.floorDiv(utc.getEpochSecond(), SECONDS_PER_DAY);
        int second = Math.floorMod(utc.getEpochSecond(), SECONDS_PER_DAY);
        section.u16((int) ((day + MJD_1970) % MJD_MODULUS));
        section.u8(bcd(second / 3600)).u8(bcd(second / 60 % 60)).u8(bcd(second % 60));
    }

    /** Two decimal digits of four bits each. */
    static int bcd(int value) {
        return value / 10 << 4 | value % 10;
    }

    static int bcd(SectionCursor body, String field, int limit) throws MalformedSectionException {
        int offset = body.position();
        int code = body.u8(field);
        int value = (code >>> 4) * 10 + (code & 0xF);
        if ((code & 0xF) > 9 || value >= limit) {
            throw new MalformedSectionException(field, code, offset, "is not a BCD number below " + limit);
        }
        return value;
    }
}
