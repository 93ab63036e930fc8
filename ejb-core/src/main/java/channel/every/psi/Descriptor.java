package channel.every.psi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * A descriptor of a loop (ISO/IEC 13818-1 2.6).
 *
 * @param body without tag and length
 */
@SuppressWarnings("ArrayRecordComponent") // equality is by content, see below
public record Descriptor(int tag, byte[] body) {
    /** registration_descriptor: its first four bytes name a format, such as {@code GA94} or {@code AC-3}. */
    public static final int REGISTRATION = 0x05;

    /** The descriptors of a loop; one that claims more bytes than are left ends the list. */
    public static List<Descriptor> list(byte[] loop) {
        List<Descriptor> list = new ArrayList<>();
        int position = 0;
        while (loop.length - position >= 2) {
            int body = position + 2;
            int end = body + (loop[position + 1] & 0xFF);
            if (end > loop.length) {
                break;
            }
            list.add(new Descriptor(loop[position] & 0xFF, Arrays.copyOfRange(loop, body, end)));
            position = end;
        }
        return list;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Descriptor that && tag == that.tag && Arrays.equals(body, that.body);
    }

    @Override
    public int hashCode() {
        return 31 * tag + Arrays.hashCode(body);
    }

    @Override
    public String toString() {
        return String.format("0x%02X[%s]", tag, HexFormat.of().formatHex(body));
    }
}
