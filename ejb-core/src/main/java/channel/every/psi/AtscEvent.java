package channel.every.psi;

import java.time.Duration;

/**
 * A programme of an ATSC channel (A/65 6.5).
 *
 * @param eventId 14 bits
 * @param startGpsSeconds since 1980-01-06T00:00:00Z, leap seconds counted, as in {@link Stt}
 * @param title in the first language sent
 */
public record AtscEvent(int eventId, long startGpsSeconds, Duration duration, String title) {
    static AtscEvent read(SectionCursor body) throws MalformedSectionException {
        int eventId = body.u16("event_id") & 0x3FFF;
        long start = body.u32("start_time");
        int seconds = body.u24("length_in_seconds") & 0xF_FFFF;
        SectionCursor title = body.part("title_length", body.u8("title_length"));
        body.part("descriptors_length", body.u16("descriptors_length") & 0xFFF);
        return new AtscEvent(eventId, start, Duration.ofSeconds(seconds), AtscText.read(title));
    }

    void write(SectionBuilder section) {
        byte[] text = AtscText.encode(title);
        section.u16(0xC000 | eventId)
                .u32(startGpsSeconds)
                .u24(0xC0_0000 | (int) duration.toSeconds())
                .u8(text.length)
                .bytes(text)
                .u16(0xF000);
    }
}
