package channel.every.cmaf;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * What a player must know of a track before it loads it, read from the first sample entry of an init segment
 * (ISO/IEC 14496-12 8.5.2).
 *
 * @param codecs the {@code codecs} parameter of RFC 6381, as in {@code avc1.640020} or {@code mp4a.40.2}
 * @param width of the picture in pixels, 0 for audio
 * @param height of the picture in pixels, 0 for audio
 * @param sampleRate of the sound in Hz, 0 for video
 * @param channels of the sound, 0 for video
 */
public record SampleEntry(String codecs, int width, int height, int sampleRate, int channels) {
    /** 8.5.2.2: the number of entries follows version and flags. */
    private static final int BEFORE_ENTRIES = Box.FULL_HEADER + 4;

    /** 12.1.3: width and height follow SampleEntry and 16 bytes; 78 bytes come before the boxes inside. */
    private static final int VISUAL_WIDTH = 8 + 16;

    private static final int VISUAL_FIELDS = 78;

    /** 12.2.3: SampleEntry and AudioSampleEntry version 0 before the boxes inside. */
    private static final int AUDIO_FIELDS = 28;

    /** 12.2.3: channelcount follows SampleEntry and 8 bytes; the rate, 16.16, is the last of the fields. */
    private static final int AUDIO_CHANNELS = 8 + 8;

    private static final int AUDIO_RATE = AUDIO_FIELDS - 4;

    /** @throws MalformedBoxException if {@code init} has no sample entry, or one of a codec unknown here */
    public static SampleEntry of(byte[] init) {
        Box movie = Box.sequence(init, 0, init.length).stream()
                .filter(box -> box.type().equals("moov"))
                .findFirst()
                .orElseThrow(() -> new MalformedBoxException("init segment has no 'moov'", 0));
        Box descriptions =
                movie.child("trak").child("mdia").child("minf").child("stbl").child("stsd");
        Box entry = Box.at(init, descriptions.payload() + BEFORE_ENTRIES, descriptions.end());
        return switch (entry.type()) {
            case "avc1", "avc3" -> visual(entry, entry.type() + '.' + profile(inside(entry, VISUAL_FIELDS, "avcC")));
            case "mp4a" -> audio(entry, audioCodec(inside(entry, AUDIO_FIELDS, "esds")));
            case "ac-3", "ec-3", "Opus", "fLaC" -> audio(entry, entry.type());
            default ->
                throw new MalformedBoxException(
                        "sample entry '" + entry.type() + "' is none of avc1, avc3, mp4a, ac-3, ec-3, Opus and fLaC",
                        entry.offset());
        };
    }

    public boolean video() {
        return width > 0;
    }

    private static SampleEntry visual(Box entry, String codecs) {
        long size = entry.unsigned32(entry.payload() + VISUAL_WIDTH);
        return new SampleEntry(codecs, (int) (size >>> 16), (int) size & 0xFFFF, 0, 0);
    }

    private static SampleEntry audio(Box entry, String codecs) {
        return new SampleEntry(codecs, 0, 0, (int) (entry.unsigned32(entry.payload() + AUDIO_RATE) >>> 16), (int)
                (entry.unsigned32(entry.payload() + AUDIO_CHANNELS) >>> 16));
    }

    /** ISO/IEC 14496-15 5.3.3.1.2: version, profile, compatibility and level open AVCDecoderConfigurationRecord. */
    private static String profile(Box avcC) {
        return "%06x".formatted(avcC.unsigned32(avcC.payload()) & 0xFF_FFFF);
    }

    /** ISO/IEC 14496-1 7.2.6.5: ES_Descriptor, DecoderConfigDescriptor, DecoderSpecificInfo. */
    private static String audioCodec(Box esds) {
        try {
            int start = esds.payload() + Box.FULL_HEADER;
            return audioCodec(ByteBuffer.wrap(esds.bytes(), start, esds.end() - start));
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new MalformedBoxException("box 'esds' ends inside a descriptor", esds.end());
        }
    }

    private static String audioCodec(ByteBuffer descriptors) {
        enter(descriptors, 0x03);
        descriptors.getShort();
        int flags = descriptors.get();
        if ((flags & 0xE0) != 0) {
            throw new MalformedBoxException("esds has a stream dependence, URL or OCR", descriptors.position() - 1);
        }
        enter(descriptors, 0x04);
        int objectType = Byte.toUnsignedInt(descriptors.get());
        descriptors.get(new byte[12]);
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
            throw new MalformedBoxException(
                    "esds has descriptor 0x%02x where 0x%02x belongs".formatted(found, tag),
                    descriptors.position() - 1);
        }
        int lengthByte;
        do {
            lengthByte = descriptors.get();
        } while (lengthByte < 0);
    }

    private static Box inside(Box entry, int fields, String type) {
        return Box.sequence(entry.bytes(), entry.payload() + fields, entry.end()).stream()
                .filter(box -> box.type().equals(type))
                .findFirst()
                .orElseThrow(() -> new MalformedBoxException(
                        "sample entry '" + entry.type() + "' has no '" + type + "'", entry.offset()));
    }
}
