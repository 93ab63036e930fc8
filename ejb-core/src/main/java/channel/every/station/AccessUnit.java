package channel.every.station;

/**
 * One picture or audio frame in its PES packet.
 *
 * @param pes the whole PES packet; its time stamps are written anew for every lap
 * @param pts 90 kHz ticks from the loop's start, may lie beyond its end
 * @param dts 90 kHz ticks, not above {@code pts}
 * @param randomAccess whether decoding can start here
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record AccessUnit(byte[] pes, long pts, long dts, boolean randomAccess) {
    AccessUnit {
        if (dts > pts) {
            throw new IllegalArgumentException("a unit is decoded before it is shown: DTS " + dts + ", PTS " + pts);
        }
    }

    AccessUnit shifted(long ticks) {
        return new AccessUnit(pes, pts + ticks, dts + ticks, randomAccess);
    }
}
