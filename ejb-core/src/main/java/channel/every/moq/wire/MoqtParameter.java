package channel.every.moq.wire;

/** What a message of moq-transport tells besides its fields. Each type has a form of its own, so that unknown ones are no message. */
public sealed interface MoqtParameter {
    /** How soon a subscriber wants a track beside others: 0 first, 255 last. */
    long SUBSCRIBER_PRIORITY = 0x20;

    /** 1 the oldest group first, 2 the newest. */
    long GROUP_ORDER = 0x22;

    /** Whether objects are to be sent: 1, or 0 for not yet. */
    long FORWARD = 0x10;

    /** Of the cluster extension: the relays that an announcement came by, each an integer. */
    long HOP_PATH = 0x40b57;

    long type();

    record Number(long type, long value) implements MoqtParameter {}

    record Bytes(long type, byte[] value) implements MoqtParameter {}

    /** The newest object that there is. */
    record Largest(long group, long object) implements MoqtParameter {
        static final long TYPE = 0x09;

        @Override
        public long type() {
            return TYPE;
        }
    }

    /** Which objects are wanted. */
    record Filter(Kind kind, long group, long object, long endGroup) implements MoqtParameter {
        static final long TYPE = 0x21;

        /** By their numbers on the wire, from 1. */
        public enum Kind {
            NEXT_GROUP,
            AFTER_LARGEST,
            FROM,
            RANGE
        }

        /** Without a place: from the next group on, or from the next object. */
        public static Filter of(Kind kind) {
            return new Filter(kind, 0, 0, 0);
        }

        public Filter {
            if (kind == Kind.RANGE && endGroup < group) {
                throw new IllegalArgumentException("groups " + group + " to " + endGroup + " run backwards");
            }
        }

        @Override
        public long type() {
            return TYPE;
        }
    }
}
