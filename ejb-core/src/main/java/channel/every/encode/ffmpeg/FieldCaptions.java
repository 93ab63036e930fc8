package channel.every.encode.ffmpeg;

import channel.every.clock.ChunkCadence;
import channel.every.window.WindowInput;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Keeps captions whole where each field becomes a picture. ffmpeg before 6.1 gives both pictures a copy of their frame's captions, and a
 * receiver then reads every pair of letters twice. They stay with the first one, which is shown when the frame was.
 *
 * @param stamps when the source's frames of the window are shown, as the canonical input counts in 90 kHz ticks; empty where that is not
 *     known: then no captions stay, rather none than garbled ones
 */
record FieldCaptions(List<Long> stamps) {
    FieldCaptions {
        stamps = List.copyOf(stamps);
    }

    static FieldCaptions of(WindowInput input, ChunkCadence cadence) {
        return new FieldCaptions(LongStream.of(input.pictureStamps())
                .filter(stamp -> stamp >= 0 && stamp < cadence.ticks90k())
                .map(stamp -> stamp + WindowInput.START_PTS)
                .boxed()
                .toList());
    }

    /** To stand behind the deinterlacer, which counts time in halves of ticks. */
    String filter() {
        String delete = "sidedata=mode=delete:type=A53_CC";
        if (stamps.isEmpty()) {
            return delete;
        }
        return stamps.stream()
                .map(stamp -> "eq(round(t*180000)," + 2 * stamp + ")")
                .collect(Collectors.joining("+", delete + ":enable='not(", ")'"));
    }
}
