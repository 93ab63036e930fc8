package channel.every.psi;

import channel.every.ts.Pid;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One program of a stream.
 *
 * @param name from the VCT or the SDT
 * @param channel {@code major.minor} of the VCT
 * @param provider from the SDT
 * @param serviceType as the SDT or the VCT numbers it
 * @param pcrPid null where no PMT came or it names none
 * @param scrambled whether most of a video or audio stream's packets are not in the clear
 * @param now title of the present programme
 * @param next title of the following programme
 */
public record ProgramReport(
        int number,
        @Nullable String name,
        @Nullable String channel,
        @Nullable String provider,
        @Nullable Integer serviceType,
        Pid pmtPid,
        @Nullable Pid pcrPid,
        List<Stream> streams,
        boolean scrambled,
        @Nullable String now,
        @Nullable String next) {
    /**
     * An elementary stream.
     *
     * @param streamType as sent
     * @param language ISO 639-2, empty where none is sent
     */
    public record Stream(Pid pid, int streamType, String content, String language) {}
}
