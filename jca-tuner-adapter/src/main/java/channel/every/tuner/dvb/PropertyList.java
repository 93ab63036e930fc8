package channel.every.tuner.dvb;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** The kernel's list of properties (struct dtv_properties), to be told or to be filled; it lives as long as its arena. */
final class PropertyList {
    /** DTV_IOCTL_MAX_MSGS */
    static final int MOST = 64;

    private static final long BYTES = Structs.PROPERTY.byteSize();
    private static final long DATA = Structs.offset(Structs.PROPERTY, "u", "data");
    private static final long BUFFER = Structs.offset(Structs.PROPERTY, "u", "buffer", "data");
    private static final long LENGTH = Structs.offset(Structs.PROPERTY, "u", "buffer", "len");
    private static final int BUFFER_BYTES = 32;
    private static final long LAYERS = Structs.offset(Structs.PROPERTY, "u", "st", "len");
    private static final long SCALE = Structs.offset(Structs.PROPERTY, "u", "st", "stat", "scale");
    private static final long VALUE = Structs.offset(Structs.PROPERTY, "u", "st", "stat", "svalue");
    private static final long POINTER = Structs.offset(Structs.PROPERTIES, "props");

    private final MemorySegment header;
    private final MemorySegment entries;

    private PropertyList(Arena arena, int count) {
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException("the kernel takes 1 to " + MOST + " properties at a time: " + count);
        }
        entries = arena.allocate(BYTES * count, Long.BYTES);
        header = arena.allocate(Structs.PROPERTIES);
        header.set(JAVA_INT, 0, count);
        header.set(ADDRESS, POINTER, entries);
    }

    static PropertyList of(Arena arena, List<Property> properties) {
        PropertyList list = new PropertyList(arena, properties.size());
        for (int i = 0; i < properties.size(); i++) {
            list.entries.set(
                    JAVA_INT_UNALIGNED, i * BYTES, properties.get(i).key().number());
            list.entries.set(JAVA_INT_UNALIGNED, i * BYTES + DATA, (int)
                    properties.get(i).value());
        }
        return list;
    }

    static PropertyList asking(Arena arena, TuningKey... keys) {
        PropertyList list = new PropertyList(arena, keys.length);
        for (int i = 0; i < keys.length; i++) {
            list.entries.set(JAVA_INT_UNALIGNED, i * BYTES, keys[i].number());
        }
        return list;
    }

    /** What the kernel is given: struct dtv_properties. */
    MemorySegment header() {
        return header;
    }

    /** The answer as a number. */
    long number(int index) {
        return Integer.toUnsignedLong(entries.get(JAVA_INT_UNALIGNED, index * BYTES + DATA));
    }

    /** The answer as a list of bytes. */
    List<Integer> bytes(int index) {
        int length = Math.clamp(entries.get(JAVA_INT_UNALIGNED, index * BYTES + LENGTH), 0, BUFFER_BYTES);
        List<Integer> bytes = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            bytes.add(entries.get(JAVA_BYTE, index * BYTES + BUFFER + i) & 0xFF);
        }
        return bytes;
    }

    /** The answer as a statistic of the whole signal. */
    Statistic statistic(int index) {
        long at = index * BYTES;
        if (entries.get(JAVA_BYTE, at + LAYERS) == 0) {
            return new Statistic.Absent();
        }
        return Statistic.of(entries.get(JAVA_BYTE, at + SCALE) & 0xFF, entries.get(JAVA_LONG_UNALIGNED, at + VALUE));
    }
}
