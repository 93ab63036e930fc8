package channel.every.cmaf;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a player must know of a track before it loads it, read from the first sample entry of an init segment
 * (ISO/IEC 14496-12 8.5.2).
 *
 * @param codecs the {@code codecs} parameter of RFC 6381, as in {@code avc1.640020} or {@code mp4a.40.2}
 * @param width of the picture in pixels, 0 for audio
 * @param height of the picture in pixels, 0 for audio
 */
public record SampleEntry(String codecs, int width, int height) {
    private static final int BOX_HEADER = 8;
    private static final int FULL_BOX = 4;
    /** ISO/IEC 14496-12 12.1.3: SampleEntry, then width and height after 16 bytes; 78 bytes before the boxes inside. */
    private static final int VISUAL_WIDTH = 8 + 16;

    private static final int VISUAL_FIELDS = 78;
    /** ISO/IEC 14496-12 12.2.3: SampleEntry and AudioSampleEntry version 0 before the boxes inside. */
    private static final int AUDIO_FIELDS = 28;

    /** @throws IllegalArgumentException if {@code init} has no sample entry, or one of a codec unknown here */
    public static SampleEntry of(byte[] init) {
        try {
            ByteBuffer table = ByteBuffer.wrap(init);
            for (String type : new String[] {"moov", "trak", "mdia", "minf", "stbl", "stsd"}) {
                table = required(table, type);
            }
            ByteBuffer entries = table.slice(FULL_BOX + 4, table.remaining() - FULL_BOX - 4);
            String type = type(entries, 0);
            ByteBuffer entry = entries.slice(BOX_HEADER, entries.getInt(0) - BOX_HEADER);
            return switch (type) {
                case "avc1", "avc3" -> visual(entry, type + '.' + profileOf(inside(entry, VISUAL_FIELDS, "avcC")));
                case "mp4a" -> new SampleEntry(audioCodec(inside(entry, AUDIO_FIELDS, "esds")), 0, 0);
                case "ac-3", "ec-3", "Opus", "fLaC" -> new SampleEntry(type, 0, 0);
                default ->
                    throw new IllegalArgumentException("init segment has sample entry \"" + type
                            + "\"; known are avc1, avc3, mp4a, ac-3, ec-3, Opus and fLaC");
            };
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("init segment of " + init.length + " bytes has a box past its end", e);
        }
    }

    public boolean video() {
        return width > 0;
    }

    private static SampleEntry visual(ByteBuffer entry, String codecs) {
        return new SampleEntry(
                codecs,
                Short.toUnsignedInt(entry.getShort(VISUAL_WIDTH)),
                Short.toUnsignedInt(entry.getShort(VISUAL_WIDTH + 2)));
    }

    /** ISO/IEC 14496-15 5.3.3.1.2: profile, compatibility and level are bytes 1 to 3 of AVCDecoderConfigurationRecord. */
    private static String profileOf(ByteBuffer avcC) {
        return "%02x%02x%02x".formatted(avcC.get(1), avcC.get(2), avcC.get(3));
    }

    /** ISO/IEC 14496-1 7.2.6.5: ES_Descriptor, DecoderConfigDescriptor, DecoderSpecificInfo. */
    private static String audioCodec(ByteBuffer esds) {
        ByteBuffer descriptors = esds.slice(FULL_BOX, esds.remaining() - FULL_BOX);
        enter(descriptors, 0x03);
        descriptors.getShort();
        int flags = descriptors.get();
        if ((flags & 0xE0) != 0) {
            throw new IllegalArgumentException(
                    "esds of a fragment must have no stream dependence, URL or OCR: flags " + flags);
        }
        enter(descriptors, 0x04);
        int objectType = Byte.toUnsignedInt(descriptors.get());
        descriptors.position(descriptors.position() + 12);
        if (objectType != 0x40) {
            return "mp4a.%02x".formatted(objectType);
        }
        enter(descriptors, 0x05);
        // ISO/IEC 14496-3 1.6.2.1: audioObjectType in 5 bits, 31 escapes to 32 plus the next 6.
        int bits = Short.toUnsignedInt(descriptors.getShort());
        int audioObjectType = bits >> 11;
        return "mp4a.40." + (audioObjectType == 31 ? 32 + (bits >> 5 & 0x3F) : audioObjectType);
    }

    /** Steps over a descriptor's tag and its length of up to four bytes (ISO/IEC 14496-1 8.3.3). */
    private static void enter(ByteBuffer descriptors, int tag) {
        int found = Byte.toUnsignedInt(descriptors.get());
        if (found != tag) {
            throw new IllegalArgumentException("esds has descriptor 0x%02x where 0x%02x belongs".formatted(found, tag));
        }
        int lengthByte;
        do {
            lengthByte = descriptors.get();
        } while (lengthByte < 0);
    }

    private static ByteBuffer inside(ByteBuffer entry, int fields, String type) {
        return required(entry.slice(fields, entry.remaining() - fields), type);
    }

    private static ByteBuffer required(ByteBuffer boxes, String type) {
        return find(boxes, type)
                .orElseThrow(
                        () -> new IllegalArgumentException("init segment has no " + type + " box where it belongs"));
    }

    private static Optional<ByteBuffer> find(ByteBuffer boxes, String type) {
        for (int offset = 0; offset + BOX_HEADER <= boxes.remaining(); ) {
            int size = boxes.getInt(offset);
            if (size < BOX_HEADER || size > boxes.remaining() - offset) {
                throw new IllegalArgumentException("box " + type(boxes, offset) + " has size " + size);
            }
            if (type(boxes, offset).equals(type)) {
                return Optional.of(boxes.slice(offset + BOX_HEADER, size - BOX_HEADER));
            }
            offset += size;
        }
        return Optional.empty();
    }

    private static String type(ByteBuffer boxes, int offset) {
        byte[] type = new byte[4];
        boxes.get(offset + 4, type);
        return new String(type, StandardCharsets.ISO_8859_1);
    }
}
