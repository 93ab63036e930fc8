package channel.every.window;

import channel.every.psi.Descriptor;
import channel.every.psi.ElementaryStream;
import channel.every.psi.ProgramMap;
import channel.every.ts.Pid;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The streams of a program that its windows carry: the first video stream of its PMT, and the audio streams wished for.
 *
 * @param videoPid null for a radio program, together with {@code videoCodec}
 * @param audio in the order of the PMT, empty for a program without audio
 */
public record ProgramFormat(
        int programNumber,
        Pid pcrPid,
        @Nullable Pid videoPid,
        @Nullable VideoCodec videoCodec,
        List<AudioStream> audio) {
    /** EN 300 468 6.2.1: descriptors that say what a private stream is. */
    private static final int AC3_DESCRIPTOR = 0x6A;

    private static final int EAC3_DESCRIPTOR = 0x7A;

    /** ISO/IEC 13818-1 table 2-34: PES packets with private data; DVB sends AC-3 under it. */
    private static final int PRIVATE_PES = 0x06;

    public ProgramFormat {
        audio = List.copyOf(audio);
    }

    public static ProgramFormat of(ProgramMap map, AudioWishes wishes) {
        Pid videoPid = null;
        VideoCodec videoCodec = null;
        List<AudioStream> offered = new ArrayList<>();
        for (ElementaryStream stream : map.streams()) {
            VideoCodec video = video(stream);
            if (video != null && videoCodec == null) {
                videoCodec = video;
                videoPid = stream.pid();
            }
            AudioCodec codec = audio(stream);
            if (codec != null) {
                offered.add(new AudioStream(stream.pid(), codec, wishes.spokenIn(stream)));
            }
        }
        return new ProgramFormat(map.programNumber(), map.pcrPid(), videoPid, videoCodec, wishes.choose(offered));
    }

    /** Of its clock and of the streams that windows carry. */
    List<Pid> pids() {
        return Stream.concat(
                        Stream.of(pcrPid, videoPid).filter(Objects::nonNull),
                        audio.stream().map(AudioStream::pid))
                .toList();
    }

    /** Whether there is anything to cut. */
    public boolean playable() {
        return videoCodec != null || !audio.isEmpty();
    }

    private static @Nullable VideoCodec video(ElementaryStream stream) {
        return switch (stream.streamType()) {
            case 0x02 -> VideoCodec.MPEG2;
            case 0x1B -> VideoCodec.H264;
            case 0x24 -> VideoCodec.HEVC;
            default -> null;
        };
    }

    private static @Nullable AudioCodec audio(ElementaryStream stream) {
        return switch (stream.streamType()) {
            case 0x03, 0x04 -> AudioCodec.MPEG1;
            case 0x0F -> AudioCodec.AAC_ADTS;
            case 0x11 -> AudioCodec.AAC_LATM;
            case 0x81 -> AudioCodec.AC3;
            case 0x87 -> AudioCodec.EAC3;
            case PRIVATE_PES -> privateAudio(stream);
            default -> null;
        };
    }

    private static @Nullable AudioCodec privateAudio(ElementaryStream stream) {
        for (Descriptor descriptor : Descriptor.list(stream.descriptors())) {
            if (descriptor.tag() == AC3_DESCRIPTOR || registers(descriptor, "AC-3")) {
                return AudioCodec.AC3;
            }
            if (descriptor.tag() == EAC3_DESCRIPTOR || registers(descriptor, "EAC3")) {
                return AudioCodec.EAC3;
            }
        }
        return null;
    }

    private static boolean registers(Descriptor descriptor, String format) {
        return descriptor.tag() == Descriptor.REGISTRATION
                && new String(descriptor.body(), StandardCharsets.ISO_8859_1).startsWith(format);
    }
}
