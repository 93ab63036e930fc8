package channel.every.station;

/**
 * A stretch of a broadcast as it was just sent. Receivers share the array and do not change it.
 *
 * @param slot number of the first packet since the station's epoch
 * @param packets whole packets
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Transmission(long slot, byte[] packets) {}
