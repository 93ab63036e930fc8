package channel.every.station;

import channel.every.time.Pts;
import channel.every.ts.Pid;

/**
 * What the two families of broadcasts fix: codecs, rates and PIDs. A loop holds a whole number of pictures and of audio
 * frames, so that every time stamp continues over its seam with an exact step.
 */
public enum Standard {
    /** 59.94 pictures a second and AC-3: lcm(3003, 2880 ticks) = 32.032 s, 1920 pictures or 1001 audio frames. */
    ATSC(2_882_880, 1920, 1001, 3200, 0x02, 0x81, new Pid(0x30), new Pid(0x31), new Pid(0x34)),

    /** 25 pictures a second and MPEG audio of 1152 samples: 30 s is the least multiple of 0.12 s that is whole seconds. */
    DVB(2_700_000, 750, 1250, 3000, 0x1B, 0x03, new Pid(0x100), new Pid(0x101), new Pid(0x102));

    private final long loopTicks;
    private final int pictures;
    private final int audioFrames;
    private final int tableSlots;
    private final int videoStreamType;
    private final int audioStreamType;
    private final Pid programMapPid;
    private final Pid videoPid;
    private final Pid audioPid;

    Standard(
            long loopTicks,
            int pictures,
            int audioFrames,
            int tableSlots,
            int videoStreamType,
            int audioStreamType,
            Pid programMapPid,
            Pid videoPid,
            Pid audioPid) {
        this.loopTicks = loopTicks;
        this.pictures = pictures;
        this.audioFrames = audioFrames;
        this.tableSlots = tableSlots;
        this.videoStreamType = videoStreamType;
        this.audioStreamType = audioStreamType;
        this.programMapPid = programMapPid;
        this.videoPid = videoPid;
        this.audioPid = audioPid;
    }

    /** Length of the loop at 90 kHz. */
    public long loopTicks() {
        return loopTicks;
    }

    public int pictures() {
        return pictures;
    }

    public int audioFrames() {
        return audioFrames;
    }

    /** Packets of a loop that are kept free for tables, one about every 10 ms. */
    int tableSlots() {
        return tableSlots;
    }

    int videoStreamType() {
        return videoStreamType;
    }

    int audioStreamType() {
        return audioStreamType;
    }

    public Pid programMapPid() {
        return programMapPid;
    }

    /** The PMT of the radio program, where a station has one. */
    Pid radioMapPid() {
        return new Pid(programMapPid.value() + 0x10);
    }

    /** Also the PCR's. */
    public Pid videoPid() {
        return videoPid;
    }

    public Pid audioPid() {
        return audioPid;
    }

    double loopSeconds() {
        return (double) loopTicks / Pts.HERTZ;
    }

    /** What a transmitter of this kind sends: ATSC 8VSB, or DVB-T 64QAM 2/3 with guard interval 1/32. */
    public int muxRate() {
        return switch (this) {
            case ATSC -> 19_392_658;
            case DVB -> 24_128_342;
        };
    }

    /** Where it is on air: RF channel 50 of the Americas, 48 of Europe. Scans begin at the upper end. */
    long frequencyHz() {
        return switch (this) {
            case ATSC -> 689_000_000L;
            case DVB -> 690_000_000L;
        };
    }

    public VideoSize videoSize() {
        return switch (this) {
            case ATSC -> new VideoSize(1280, 720);
            case DVB -> new VideoSize(1920, 1080);
        };
    }

    public String channel() {
        return switch (this) {
            case ATSC -> "5.1";
            case DVB -> "1";
        };
    }
}
