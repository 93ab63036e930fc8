package channel.every.tuner.ra;

/**
 * A device as the ledger books it.
 *
 * @param id equal for all addresses of one device
 * @param tunerCount how many multiplexes it can receive at a time, 1 or more
 * @param name in words, for messages
 */
record TunerDevice(String id, int tunerCount, String name) {
    TunerDevice {
        if (tunerCount < 1) {
            throw new IllegalArgumentException("a device has 1 tuner or more: " + name + " has " + tunerCount);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
