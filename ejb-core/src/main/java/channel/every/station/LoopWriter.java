package channel.every.station;

import channel.every.time.Pcr;
import channel.every.time.Pts;
import channel.every.ts.Pid;
import channel.every.ts.TsPacket;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Lays the units of a loop out at a constant rate, null packets between them and where tables will go. Time stamps and PCRs
 * count from the lap's start, continuity counters from 0. What a lap leaves unsent is what it found unsent at its start, so
 * laps join.
 */
final class LoopWriter {
    /** From a picture's first byte to its DTS; broadcasts have 0.5 to 1 s. */
    private static final long VIDEO_LEAD_TICKS = Pts.HERTZ * 6 / 10;

    /** From an audio frame's first byte to its PTS; broadcasts have 40 to 60 ms. */
    private static final long AUDIO_LEAD_TICKS = Pts.HERTZ * 6 / 100;

    /** A PCR rides on the first video packet after this long: 40 ms are the most that DVB allows (TR 101 290 2.3). */
    private static final long PCR_DUE_TICKS = Pcr.HERTZ * 20 / 1000;

    /** Without a video packet the PCR gets one of its own after this long. */
    private static final long PCR_ALONE_TICKS = Pcr.HERTZ * 30 / 1000;

    /** Laps until what hangs over from one into the next is always the same; two in practice. */
    private static final int SETTLING_LAPS = 8;

    private static final int BUFFER = 1 << 20;
    private static final byte[] NULL_PACKET = nullPacket();

    private final LapGrid grid;
    private final PesFeed video;
    private final PesFeed audio;
    private final byte[] packet = new byte[TsPacket.SIZE];
    private long lastPcr;

    LoopWriter(LapGrid grid, LoopMaterial material) {
        this.grid = grid;
        Standard standard = grid.standard();
        this.video = new PesFeed(standard.videoPid(), material.video(), VIDEO_LEAD_TICKS, standard.loopTicks());
        this.audio = new PesFeed(standard.audioPid(), material.audio(), AUDIO_LEAD_TICKS, standard.loopTicks());
    }

    /** Writes one settled lap. */
    void write(Path file) throws IOException {
        List<Long> before = List.of();
        int lap = 0;
        for (; lap < SETTLING_LAPS && !before.equals(stateAt(lap)); lap++) {
            before = stateAt(lap);
            lap(lap, OutputStream.nullOutputStream());
        }
        if (lap == SETTLING_LAPS) {
            throw new IOException("the loop does not close after " + lap + " laps: " + before + ", " + stateAt(lap));
        }
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER)) {
            lap(lap, out);
        }
    }

    private List<Long> stateAt(int lap) {
        List<Long> state = new ArrayList<>(video.stateIn(lap));
        state.addAll(audio.stateIn(lap));
        state.add(lastPcr - lap * grid.pcrTicks());
        return state;
    }

    private void lap(int lap, OutputStream out) throws IOException {
        video.startLap();
        audio.startLap();
        long lapTicks = lap * grid.standard().loopTicks();
        for (int position = 0; position < grid.slots(); position++) {
            out.write(packetAt(position, lapTicks));
        }
    }

    private byte[] packetAt(int position, long lapTicks) {
        long offset = grid.pcrTicks(position);
        long pcr = lapTicks * (Pcr.HERTZ / Pts.HERTZ) + offset;
        long ticks = pcr / (Pcr.HERTZ / Pts.HERTZ);
        if (grid.isTableSlot(position)) {
            return NULL_PACKET;
        }
        if (audio.due(ticks)) {
            audio.write(packet, ticks, lapTicks, false);
            return packet;
        }
        boolean withVideo = video.due(ticks);
        boolean withPcr = pcr - lastPcr >= (withVideo ? PCR_DUE_TICKS : PCR_ALONE_TICKS);
        if (!withVideo && !withPcr) {
            return NULL_PACKET;
        }
        if (withVideo) {
            video.write(packet, ticks, lapTicks, withPcr);
        } else {
            video.writePcrOnly(packet);
        }
        if (withPcr) {
            ClockFields.writePcr(packet, 0, offset);
            lastPcr = pcr;
        }
        return packet;
    }

    private static byte[] nullPacket() {
        byte[] packet = new byte[TsPacket.SIZE];
        Arrays.fill(packet, (byte) 0xFF);
        ClockFields.writeHeader(packet, 0, Pid.NULL.value(), false, 1, 0);
        return packet;
    }
}
