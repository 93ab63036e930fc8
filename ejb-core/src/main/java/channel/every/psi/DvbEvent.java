package channel.every.psi;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A programme of a DVB service, with the texts of its short_event_descriptor (EN 300 468 5.2.4, 6.2.37).
 *
 * @param start null where the broadcaster leaves it undefined
 * @param language ISO 639-2, empty without a text
 */
public record DvbEvent(
        int eventId, @Nullable Instant start, Duration duration, String language, String title, String text) {
    private static final int SHORT_EVENT_TAG = 0x4D;
    private static final int UNDEFINED = 0xFF;

    static DvbEvent read(SectionCursor body) throws MalformedSectionException {
        int eventId = body.u16("event_id");
        Instant start = body.peek() == UNDEFINED ? undefined(body) : DvbTime.read(body);
        Duration duration = Duration.ofHours(DvbTime.bcd(body, "duration hours", 100))
                .plusMinutes(DvbTime.bcd(body, "duration minutes", 60))
                .plusSeconds(DvbTime.bcd(body, "duration seconds", 60));
        SectionCursor loop = body.part("descriptors_loop_length", body.u16("descriptors_loop_length") & 0xFFF);
        String language = "";
        String title = "";
        String text = "";
        while (loop.remaining() > 0) {
            int tag = loop.u8("descriptor_tag");
            SectionCursor descriptor = loop.part("descriptor_length", loop.u8("descriptor_length"));
            if (tag == SHORT_EVENT_TAG && title.isEmpty()) {
                language = new String(descriptor.bytes("ISO_639_language_code", 3), StandardCharsets.ISO_8859_1);
                title = DvbText.read(descriptor, "event_name_length");
                text = DvbText.read(descriptor, "text_length");
            }
        }
        return new DvbEvent(eventId, start, duration, language, title, text);
    }

    void write(SectionBuilder section) {
        byte[] name = DvbText.encode(title);
        byte[] synopsis = DvbText.encode(text);
        int length = 5 + name.length + synopsis.length;
        section.u16(eventId);
        if (start == null) {
            section.u8(UNDEFINED).u32(0xFFFF_FFFFL);
        } else {
            DvbTime.write(start, section);
        }
        section.u8(DvbTime.bcd((int) duration.toHours()))
                .u8(DvbTime.bcd(duration.toMinutesPart()))
                .u8(DvbTime.bcd(duration.toSecondsPart()))
                .u16(0x8000 | length + 2)
                .u8(SHORT_EVENT_TAG)
                .u8(length)
                .bytes(language.getBytes(StandardCharsets.ISO_8859_1))
                .u8(name.length)
                .bytes(name)
                .u8(synopsis.length)
                .bytes(synopsis);
    }

    private static @Nullable Instant undefined(SectionCursor body) throws MalformedSectionException {
        body.part("start_time", DvbTime.LENGTH);
        return null;
    }
}
