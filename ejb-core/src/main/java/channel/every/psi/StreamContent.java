package channel.every.psi;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What an elementary stream carries, from its stream_type and its descriptors. */
public enum StreamContent {
    MPEG1_VIDEO(Kind.VIDEO, "MPEG-1 video"),
    MPEG2_VIDEO(Kind.VIDEO, "MPEG-2 video"),
    MPEG4_VIDEO(Kind.VIDEO, "MPEG-4 video"),
    H264(Kind.VIDEO, "H.264 video"),
    HEVC(Kind.VIDEO, "HEVC video"),
    VVC(Kind.VIDEO, "VVC video"),
    MPEG_AUDIO(Kind.AUDIO, "MPEG audio"),
    AAC_ADTS(Kind.AUDIO, "AAC audio (ADTS)"),
    AAC_LATM(Kind.AUDIO, "AAC audio (LATM)"),
    AC3(Kind.AUDIO, "AC-3 audio"),
    EAC3(Kind.AUDIO, "E-AC-3 audio"),
    AC4(Kind.AUDIO, "AC-4 audio"),
    DTS(Kind.AUDIO, "DTS audio"),
    OPUS(Kind.AUDIO, "Opus audio"),
    TELETEXT(Kind.DATA, "teletext"),
    SUBTITLES(Kind.DATA, "DVB subtitles"),
    SPLICE(Kind.DATA, "SCTE 35 splices"),
    DSM_CC(Kind.DATA, "DSM-CC"),
    SECTIONS(Kind.DATA, "private sections"),
    METADATA(Kind.DATA, "metadata"),
    OTHER(Kind.DATA, "data");

    /** Whether TR 101 290 expects regular time stamps. */
    public enum Kind {
        VIDEO,
        AUDIO,
        DATA
    }

    private static final int ISO_639_LANGUAGE = 0x0A;

    private final Kind kind;
    private final String label;

    StreamContent(Kind kind, String label) {
        this.kind = kind;
        this.label = label;
    }

    public Kind kind() {
        return kind;
    }

    /** For people. */
    public String label() {
        return label;
    }

    public static StreamContent of(ElementaryStream stream) {
        return switch (stream.streamType()) {
            case 0x01 -> MPEG1_VIDEO;
            case 0x02 -> MPEG2_VIDEO;
            case 0x03, 0x04 -> MPEG_AUDIO;
            case 0x05 -> SECTIONS;
            case 0x08, 0x0A, 0x0B, 0x0C, 0x0D -> DSM_CC;
            case 0x0F -> AAC_ADTS;
            case 0x10 -> MPEG4_VIDEO;
            case 0x11 -> AAC_LATM;
            case 0x15, 0x16 -> METADATA;
            case 0x1B -> H264;
            case 0x24 -> HEVC;
            case 0x33 -> VVC;
            // A/53 part 3 table 5.1, SCTE 35 8.1: types that ATSC and SCTE use
            case 0x81 -> AC3;
            case 0x86 -> SPLICE;
            case 0x87 -> EAC3;
            case 0x06 -> described(Descriptor.list(stream.descriptors()));
            default -> OTHER;
        };
    }

    /** The ISO 639 code of a stream, empty where none is sent. */
    public static String language(ElementaryStream stream) {
        for (Descriptor descriptor : Descriptor.list(stream.descriptors())) {
            boolean carries = switch (descriptor.tag()) {
                case ISO_639_LANGUAGE, 0x56, 0x59 -> descriptor.body().length >= 3;
                default -> false;
            };
            if (carries) {
                return new String(descriptor.body(), 0, 3, StandardCharsets.ISO_8859_1);
            }
        }
        return "";
    }

    /** DVB sends these as private data and tells them apart by descriptors (EN 300 468 6.2, annex D). */
    private static StreamContent described(List<Descriptor> descriptors) {
        for (Descriptor descriptor : descriptors) {
            StreamContent content = switch (descriptor.tag()) {
                case 0x56 -> TELETEXT;
                case 0x59 -> SUBTITLES;
                case 0x6A -> AC3;
                case 0x7A -> EAC3;
                case 0x7B -> DTS;
                case 0x7C -> AAC_ADTS;
                case 0x7F -> descriptor.body().length > 0 && descriptor.body()[0] == 0x15 ? AC4 : OTHER;
                case Descriptor.REGISTRATION ->
                    switch (new String(descriptor.body(), StandardCharsets.ISO_8859_1)) {
                        case "AC-3" -> AC3;
                        case "EAC3" -> EAC3;
                        case "HEVC" -> HEVC;
                        case "Opus" -> OPUS;
                        default -> OTHER;
                    };
                default -> OTHER;
            };
            if (content != OTHER) {
                return content;
            }
        }
        return OTHER;
    }
}
