package channel.every.station;

import channel.every.time.Pcr;
import java.time.Duration;
import java.time.Instant;

/**
 * Everything that decides what is on air at a given moment: two stations with equal settings send equal packets.
 *
 * @param callsign 1 to 7 printable ASCII characters
 * @param transportStreamId 16 bits
 * @param programNumber 1 to 65535
 * @param originalNetworkId DVB only, 16 bits
 * @param muxRate bits a second on air, null packets counted
 * @param epoch when the loop started for the first time
 * @param startPcr the PCR at {@code epoch}
 * @param timeTableJitter the most by which a time table goes out late, below 900 ms
 * @param jitterSeed decides how late each one is
 * @param radio whether the next program number and the next minor channel carry the sound alone
 */
public record StationSettings(
        Standard standard,
        ChannelNumber channel,
        String callsign,
        int transportStreamId,
        int programNumber,
        int originalNetworkId,
        VideoSize videoSize,
        int muxRate,
        Instant epoch,
        Pcr startPcr,
        Duration timeTableJitter,
        long jitterSeed,
        boolean radio) {
    /** A time table that is one second late would share its packet with the next one. */
    public static final Duration MOST_JITTER = Duration.ofMillis(900);

    private static final int LEAST_MUX_RATE = 1_000_000;
    private static final int MOST_MUX_RATE = 80_000_000;

    public StationSettings {
        if (!callsign.matches("[ -~]{1,7}")) {
            throw new IllegalArgumentException("callsign is 1 to 7 printable ASCII characters: " + callsign);
        }
        if (transportStreamId < 0
                || transportStreamId > 0xFFFF
                || originalNetworkId < 0
                || originalNetworkId > 0xFFFF) {
            throw new IllegalArgumentException(
                    "transport stream and network ids are 16 bits: " + transportStreamId + ", " + originalNetworkId);
        }
        if (programNumber < 1 || programNumber > 0xFFFF || radio && programNumber == 0xFFFF) {
            throw new IllegalArgumentException("program number is 1 to 65535: " + programNumber);
        }
        if (muxRate < LEAST_MUX_RATE || muxRate > MOST_MUX_RATE) {
            throw new IllegalArgumentException("mux rate is 1000000 to 80000000 bits a second: " + muxRate);
        }
        if (timeTableJitter.isNegative() || timeTableJitter.compareTo(MOST_JITTER) > 0) {
            throw new IllegalArgumentException("time table jitter is 0 to 900 ms: " + timeTableJitter.toMillis());
        }
    }

    /** A station of this kind with everything at its usual value, on air since 1970 with a PCR that started from 0. */
    public static StationSettings of(Standard standard) {
        return new StationSettings(
                standard,
                ChannelNumber.parse(standard.channel()),
                "KCOP",
                0x0801,
                1,
                0x2114,
                standard.videoSize(),
                standard.muxRate(),
                Instant.EPOCH,
                new Pcr(0),
                Duration.ZERO,
                0,
                false);
    }

    public StationSettings withChannel(ChannelNumber channel, String callsign) {
        return new StationSettings(
                standard,
                channel,
                callsign,
                transportStreamId,
                programNumber,
                originalNetworkId,
                videoSize,
                muxRate,
                epoch,
                startPcr,
                timeTableJitter,
                jitterSeed,
                radio);
    }

    public StationSettings withIds(int transportStreamId, int programNumber, int originalNetworkId) {
        return new StationSettings(
                standard,
                channel,
                callsign,
                transportStreamId,
                programNumber,
                originalNetworkId,
                videoSize,
                muxRate,
                epoch,
                startPcr,
                timeTableJitter,
                jitterSeed,
                radio);
    }

    /** A smaller picture costs less to decode and encode; a lower rate costs less to carry. */
    public StationSettings withPicture(VideoSize videoSize, int muxRate) {
        return new StationSettings(
                standard,
                channel,
                callsign,
                transportStreamId,
                programNumber,
                originalNetworkId,
                videoSize,
                muxRate,
                epoch,
                startPcr,
                timeTableJitter,
                jitterSeed,
                radio);
    }

    public StationSettings withClock(Instant epoch, Pcr startPcr) {
        return new StationSettings(
                standard,
                channel,
                callsign,
                transportStreamId,
                programNumber,
                originalNetworkId,
                videoSize,
                muxRate,
                epoch,
                startPcr,
                timeTableJitter,
                jitterSeed,
                radio);
    }

    public StationSettings withTimeTableJitter(Duration most, long seed) {
        return new StationSettings(
                standard,
                channel,
                callsign,
                transportStreamId,
                programNumber,
                originalNetworkId,
                videoSize,
                muxRate,
                epoch,
                startPcr,
                most,
                seed,
                radio);
    }

    /** A second program in the same multiplex. */
    public StationSettings withRadio() {
        return new StationSettings(
                standard,
                channel,
                callsign,
                transportStreamId,
                programNumber,
                originalNetworkId,
                videoSize,
                muxRate,
                epoch,
                startPcr,
                timeTableJitter,
                jitterSeed,
                true);
    }

    LoopRecipe loop() {
        return new LoopRecipe(standard, videoSize, muxRate);
    }
}
