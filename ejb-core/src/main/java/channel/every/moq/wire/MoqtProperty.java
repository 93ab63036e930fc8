package channel.every.moq.wire;

/**
 * A key and a value as moq-transport has them in SETUP, for tracks and for objects; those of an unknown type are skipped or passed on.
 * draft-ietf-moq-transport-18 1.4.3: an even type has a number, an odd one bytes.
 */
public sealed interface MoqtProperty {
    /** Of SETUP where the transport tells no URL: its path. */
    long PATH = 0x01;

    /** Of SETUP: what the implementation calls itself. */
    long IMPLEMENTATION = 0x07;

    /** Of a track: the units of its objects' timestamps a second. Without it they have none. */
    long TIMESCALE = 0x08;

    /** Of a track: in which order its groups come; 1 the oldest first, 2 the newest. */
    long GROUP_ORDER = 0x22;

    /** Of an object, in its track's units (draft-ietf-moq-loc-04). */
    long TIMESTAMP = 0x10;

    long type();

    record Number(long type, long value) implements MoqtProperty {
        public Number {
            if (type % 2 != 0 || value < 0) {
                throw new IllegalArgumentException("no number of an even type: " + type + " is " + value);
            }
        }
    }

    record Bytes(long type, byte[] value) implements MoqtProperty {
        public Bytes {
            if (type % 2 == 0) {
                throw new IllegalArgumentException("no bytes of an odd type: " + type);
            }
        }
    }
}
