package channel.every.station;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The units of one lap, checked: as many as the standard says, each stream's time stamps continuing over the seam.
 *
 * @param video in coded order, the first DTS at 0
 * @param audio from a settled encoder on; the last ones play at the start of the lap
 */
record LoopMaterial(List<AccessUnit> video, List<AccessUnit> audio) {
    /** AC-3 and MPEG audio frames overlap one neighbour; the encoder's rate control settles within some more. */
    private static final int SETTLING_FRAMES = 8;

    /** The rounding of 59.94 Hz to 90 kHz makes steps of 1501 and 1502. */
    private static final double ROUNDING = 1;

    /** Takes a lap out of what ffmpeg wrote. */
    static LoopMaterial read(Path file, Standard standard) throws IOException {
        List<AccessUnit> video = AccessUnitReader.read(file, AccessUnitReader.FIRST_PID);
        List<AccessUnit> audio = AccessUnitReader.read(file, AccessUnitReader.FIRST_PID + 1);
        int audioEnd = SETTLING_FRAMES + standard.audioFrames();
        if (video.size() != standard.pictures() || audio.size() < audioEnd) {
            throw new IOException("ffmpeg made " + video.size() + " pictures and " + audio.size()
                    + " audio frames; a loop needs " + standard.pictures() + " and " + audioEnd);
        }
        long start = video.getFirst().dts();
        LoopMaterial material =
                new LoopMaterial(shifted(video, -start), shifted(audio.subList(SETTLING_FRAMES, audioEnd), -start));
        checkSteps(material.video, standard.loopTicks());
        checkSteps(material.audio, standard.loopTicks());
        return material;
    }

    private static List<AccessUnit> shifted(List<AccessUnit> units, long ticks) {
        return units.stream().map(unit -> unit.shifted(ticks)).toList();
    }

    private static void checkSteps(List<AccessUnit> units, long loopTicks) throws IOException {
        double step = (double) loopTicks / units.size();
        for (int i = 0; i < units.size(); i++) {
            long next = i + 1 < units.size()
                    ? units.get(i + 1).dts()
                    : units.getFirst().dts() + loopTicks;
            if (Math.abs(next - units.get(i).dts() - step) > ROUNDING) {
                throw new IOException("ffmpeg left a gap behind unit " + i + ": DTS "
                        + units.get(i).dts() + ", next " + next);
            }
        }
    }
}
