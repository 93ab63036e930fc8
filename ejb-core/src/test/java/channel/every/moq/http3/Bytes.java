package channel.every.moq.http3;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What peers say, in bytes. */
final class Bytes {
    private Bytes() {}

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }

    static byte[] varints(long... values) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Arrays.stream(values).forEach(value -> Varint.write(value, all));
        return all.toByteArray();
    }

    static byte[] frame(long type, byte... body) {
        return join(varints(type, body.length), body);
    }

    static byte[] head(String... namesAndValues) {
        return FieldSection.frame(Stream.iterate(0, i -> i < namesAndValues.length, i -> i + 2)
                .map(i -> new Field(namesAndValues[i], namesAndValues[i + 1]))
                .toList());
    }

    static byte[] connect(String path) {
        return FieldSection.frame(List.of(
                new Field(":method", "CONNECT"),
                new Field(":protocol", "webtransport"),
                new Field(":scheme", "https"),
                new Field(":authority", "localhost"),
                new Field(":path", path),
                new Field("origin", "https://page.example"),
                new Field("wt-available-protocols", "\"moqt-18\", \"moq-lite-04\"")));
    }
}
