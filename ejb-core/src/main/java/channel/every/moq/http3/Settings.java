package channel.every.moq.http3;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** RFC 9114 7.2.4: what an end of a connection can. */
final class Settings {
    /** Peers send a dozen settings of up to 16 bytes; more is no head of a connection but a load. */
    static final int MOST_BYTES = 4096;

    private static final long QPACK_MAX_TABLE_CAPACITY = 0x01;
    private static final long MAX_FIELD_SECTION_SIZE = 0x06;
    private static final long QPACK_BLOCKED_STREAMS = 0x07;

    /** RFC 9220. */
    private static final long ENABLE_CONNECT_PROTOCOL = 0x08;

    /** RFC 9297. Chromium wants it though we send no datagram. */
    private static final long H3_DATAGRAM = 0x33;

    /** Of draft 02, the one that Chromium 156 wants. */
    private static final long ENABLE_WEBTRANSPORT = 0x2B603742;

    /** Of drafts 03 to 12. */
    private static final long WEBTRANSPORT_MAX_SESSIONS = 0xC671706AL;

    /** Of draft 13. */
    private static final long WT_MAX_SESSIONS = 0x14E9CD29;

    /** 7.2.4.1: HTTP/2 had them. */
    private static final Set<Long> RESERVED = Set.of(0x02L, 0x03L, 0x04L, 0x05L);

    private final Map<Long, Long> values;

    private Settings(Map<Long, Long> values) {
        this.values = values;
    }

    static Settings decode(byte[] body) throws Http3Exception {
        Map<Long, Long> values = new HashMap<>();
        Varint varint = new Varint();
        long id = -1;
        for (byte next : body) {
            if (varint.take(next)) {
                if (id < 0) {
                    id = varint.value();
                } else {
                    if (RESERVED.contains(id) || values.putIfAbsent(id, varint.value()) != null) {
                        throw broken("setting " + id + " stands twice or is one of HTTP/2");
                    }
                    id = -1;
                }
            }
        }
        if (id >= 0 || varint.begun()) {
            throw Http3Exception.ofConnection(Codes.FRAME_ERROR, "SETTINGS ends within a setting");
        }
        if (values.getOrDefault(ENABLE_CONNECT_PROTOCOL, 0L) > 1 || values.getOrDefault(H3_DATAGRAM, 0L) > 1) {
            throw broken("a setting that is 0 or 1 is more");
        }
        return new Settings(values);
    }

    private static Http3Exception broken(String how) {
        return Http3Exception.ofConnection(Codes.SETTINGS_ERROR, how);
    }

    /** Whether a session may be asked for. */
    boolean takesWebTransport() {
        return values.getOrDefault(ENABLE_CONNECT_PROTOCOL, 0L) == 1
                && (values.containsKey(ENABLE_WEBTRANSPORT)
                        || values.containsKey(WEBTRANSPORT_MAX_SESSIONS)
                        || values.containsKey(WT_MAX_SESSIONS));
    }

    /** The control stream's beginning: its type (6.2.1) and our SETTINGS. */
    static byte[] controlStream() {
        ByteArrayOutputStream settings = new ByteArrayOutputStream();
        long[][] ours = {
            {QPACK_MAX_TABLE_CAPACITY, 0},
            {MAX_FIELD_SECTION_SIZE, FieldSection.MOST_BYTES},
            {QPACK_BLOCKED_STREAMS, 0},
            {ENABLE_CONNECT_PROTOCOL, 1},
            {H3_DATAGRAM, 1},
            {ENABLE_WEBTRANSPORT, 1},
            {WEBTRANSPORT_MAX_SESSIONS, 1},
            {WT_MAX_SESSIONS, 1},
        };
        for (long[] setting : ours) {
            Varint.write(setting[0], settings);
            Varint.write(setting[1], settings);
        }
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        Varint.write(ControlStream.TYPE, stream);
        Varint.write(FrameReader.SETTINGS, stream);
        Varint.write(settings.size(), stream);
        stream.writeBytes(settings.toByteArray());
        return stream.toByteArray();
    }
}
