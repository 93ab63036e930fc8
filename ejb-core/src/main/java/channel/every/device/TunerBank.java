package channel.every.station;

import java.util.BitSet;
import java.util.OptionalInt;

/** The tuners of a device: each serves one stream at a time. */
final class TunerBank {
    private final int size;
    private final BitSet taken = new BitSet();

    TunerBank(int size) {
        this.size = size;
    }

    int size() {
        return size;
    }

    /** The first free tuner, now taken. */
    synchronized OptionalInt takeAny() {
        return take(taken.nextClearBit(0));
    }

    /** This tuner, now taken, if it is there and free. */
    synchronized OptionalInt take(int tuner) {
        if (tuner >= size || taken.get(tuner)) {
            return OptionalInt.empty();
        }
        taken.set(tuner);
        return OptionalInt.of(tuner);
    }

    synchronized void release(int tuner) {
        taken.clear(tuner);
    }

    synchronized int inUse() {
        return taken.cardinality();
    }
}
