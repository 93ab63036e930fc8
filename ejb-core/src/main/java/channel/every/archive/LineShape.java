package channel.every.archive;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What lines of one writer have in common: the text between their numbers and hashes. A line is tried against it from left to
 * right; it fits only if all the rest is, byte for byte, that of a line that the parser has read, so what fits is a record.
 */
final class LineShape {
    /** What a shape can leave open, each with its place among the values. */
    enum Slot {
        GROUP_SEQUENCE("group_sequence", 0),
        SIZE("size", 1),
        RECEIVED_UNIX_MS("received_unix_ms", 2),
        MEDIA_SEQUENCE("sequence", 3),
        DECODE_TIME("decode_time", 4),
        DURATION("duration", 5),
        CONTINUITY_ERRORS("continuity_errors", 6),
        TRANSPORT_ERRORS("transport_errors", 7),
        MISSING_MS("missing_ms", 8),
        HASH("hash", 9),
        SOURCE_HASH("source_hash", 13),
        /** Follows from the hash and has no value of its own. */
        CAS_PATH("cas_path", 0);

        final String field;
        final int value;

        Slot(String field, int value) {
            this.field = field;
            this.value = value;
        }

        IntStream places() {
            return IntStream.range(value, value + (isNumber() ? 1 : 4));
        }

        boolean isNumber() {
            return value < HASH.value && this != CAS_PATH;
        }
    }

    /** Values of a line: nine numbers and two hashes of four words. */
    static final int VALUES = 17;

    /** Digits that fit any {@code long}. */
    private static final int MAX_DIGITS = 18;

    /** {@code aa/<hash>}: what of a path changes. */
    private static final int PATH_BYTES = 3 + HexDigits.HASH_DIGITS;

    private final ArchiveRecord example;
    private final Slot[] slots;
    private final byte[][] texts;
    /** What the example has for all values, and so this shape for those that are no slots of it. */
    private final long[] usual = new long[VALUES];

    private final int[] closed;
    private @Nullable LineShape follower;

    private LineShape(ArchiveRecord example, List<Slot> slots, List<byte[]> texts) {
        this.example = example;
        this.slots = slots.toArray(Slot[]::new);
        this.texts = texts.toArray(byte[][]::new);
        RecordValues.read(example, usual);
        closed = Arrays.stream(Slot.values())
                .filter(slot -> slot != Slot.CAS_PATH && !slots.contains(slot))
                .flatMapToInt(Slot::places)
                .toArray();
    }

    /** A record of this shape: equal to all others in what is no slot. */
    ArchiveRecord example() {
        return example;
    }

    /** The shape that came next when this one was last seen: writers repeat their renditions in one order. */
    @Nullable
    LineShape follower() {
        return follower;
    }

    void followedBy(LineShape next) {
        follower = next;
    }

    /**
     * The shape of a line that the parser has read as {@code example}.
     *
     * @return empty if a place of its hash or numbers is not beyond doubt
     */
    static Optional<LineShape> of(byte[] bytes, int offset, int length, ArchiveRecord example) {
        String line = new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
        if (line.indexOf('\\') >= 0) {
            return Optional.empty();
        }
        List<Place> places = new ArrayList<>();
        for (Slot slot : Slot.values()) {
            Place.of(slot, line, example).ifPresent(places::add);
        }
        places.sort(Comparator.comparingInt(Place::from));
        List<Slot> slots = places.stream().map(Place::slot).toList();
        if (!slots.contains(Slot.GROUP_SEQUENCE)
                || !slots.contains(Slot.RECEIVED_UNIX_MS)
                || slots.indexOf(Slot.CAS_PATH) >= 0 && slots.indexOf(Slot.CAS_PATH) < slots.indexOf(Slot.HASH)) {
            return Optional.empty();
        }
        List<byte[]> texts = new ArrayList<>();
        int at = 0;
        for (Place place : places) {
            texts.add(line.substring(at, place.from()).getBytes(StandardCharsets.ISO_8859_1));
            at = place.to();
        }
        texts.add((line.substring(at) + '\n').getBytes(StandardCharsets.ISO_8859_1));
        return Optional.of(new LineShape(example, slots, texts));
    }

    /**
     * Tries the line that begins at {@code from} and reads its values.
     *
     * @return where the next line begins, or -1 if this one is not of this shape or does not end before {@code to}
     */
    int match(byte[] bytes, int from, int to, long[] values) {
        int at = from;
        int hashAt = -1;
        for (int i = 0; i < slots.length; i++) {
            at = after(texts[i], bytes, at, to);
            if (at < 0) {
                return -1;
            }
            Slot slot = slots[i];
            if (slot.isNumber()) {
                at = number(bytes, at, to, values, slot.value);
                if (at < 0) {
                    return -1;
                }
            } else if (slot == Slot.CAS_PATH) {
                if (at + PATH_BYTES > to || !samePath(bytes, at, hashAt)) {
                    return -1;
                }
                at += PATH_BYTES;
            } else {
                if (at + HexDigits.HASH_DIGITS > to || !HexDigits.hash(bytes, at, values, slot.value)) {
                    return -1;
                }
                hashAt = slot == Slot.HASH ? at : hashAt;
                at += HexDigits.HASH_DIGITS;
            }
        }
        for (int each : closed) {
            values[each] = usual[each];
        }
        return after(texts[slots.length], bytes, at, to);
    }

    private static int after(byte[] text, byte[] bytes, int at, int to) {
        int end = at + text.length;
        return end <= to && Arrays.equals(bytes, at, end, text, 0, text.length) ? end : -1;
    }

    private static int number(byte[] bytes, int from, int to, long[] values, int into) {
        long value = 0;
        int at = from;
        while (at < to) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            value = 10 * value + digit;
            at++;
        }
        values[into] = value;
        int digits = at - from;
        boolean plain = digits == 1 || digits > 1 && digits <= MAX_DIGITS && bytes[from] != '0';
        return plain ? at : -1;
    }

    private static boolean samePath(byte[] bytes, int at, int hashAt) {
        return bytes[at] == bytes[hashAt]
                && bytes[at + 1] == bytes[hashAt + 1]
                && bytes[at + 2] == '/'
                && Arrays.equals(bytes, at + 3, at + PATH_BYTES, bytes, hashAt, hashAt + HexDigits.HASH_DIGITS);
    }

    /** Where a slot's value stands in the example's line. */
    private record Place(Slot slot, int from, int to) {
        private static final String PATH = "objects/blake3/";

        static Optional<Place> of(Slot slot, String line, ArchiveRecord example) {
            String value = value(slot, example);
            String name = '"' + slot.field + '"';
            int at = line.indexOf(name);
            // A name that stands twice could be that of a field inside of one that is not ours.
            if (value == null || at < 0 || at != line.lastIndexOf(name)) {
                return Optional.empty();
            }
            String before = name + (slot.isNumber() ? ":" : slot == Slot.CAS_PATH ? ":\"" + PATH : ":\"");
            String after = slot.isNumber() ? "" : slot == Slot.CAS_PATH ? ".bin\"" : "\"";
            int from = at + before.length();
            int to = from + value.length();
            boolean there = line.startsWith(before + value + after, at)
                    && (!slot.isNumber() || to == line.length() || !Character.isDigit(line.charAt(to)));
            return there ? Optional.of(new Place(slot, from, to)) : Optional.empty();
        }

        private static @Nullable String value(Slot slot, ArchiveRecord record) {
            return switch (slot) {
                case GROUP_SEQUENCE -> text(record.groupSequence().value());
                case SIZE -> text(record.size());
                case RECEIVED_UNIX_MS -> text(record.receivedUnixMs());
                case MEDIA_SEQUENCE ->
                    record.media() == null ? null : text(record.media().sequence());
                case DECODE_TIME ->
                    record.media() == null ? null : text(record.media().decodeTime());
                case DURATION ->
                    record.media() == null ? null : text(record.media().duration());
                case CONTINUITY_ERRORS ->
                    record.quality() == null ? null : text(record.quality().continuityErrors());
                case TRANSPORT_ERRORS ->
                    record.quality() == null ? null : text(record.quality().transportErrors());
                case MISSING_MS ->
                    record.quality() == null ? null : text(record.quality().missingMs());
                case HASH -> record.hash() == null ? null : record.hash().toString();
                case SOURCE_HASH ->
                    record.sourceHash() == null ? null : record.sourceHash().toString();
                case CAS_PATH -> record.casPath() == null || record.hash() == null ? null : path(record);
            };
        }

        private static @Nullable String path(ArchiveRecord record) {
            String path = String.valueOf(record.casPath());
            return path.equals(new CasPath(Objects.requireNonNull(record.hash())).toString())
                    ? path.substring(PATH.length(), path.length() - ".bin".length())
                    : null;
        }

        private static @Nullable String text(long value) {
            return value < 0 ? null : Long.toString(value);
        }
    }
}
