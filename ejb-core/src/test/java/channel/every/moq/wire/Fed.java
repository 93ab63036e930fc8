package channel.every.moq.wire;

import java.util.ArrayList;
import java.util.List;

/** What a decoder makes of bytes. */
public final class Fed {
    private Fed() {}

    public static <M> List<M> all(StreamDecoder<M> decoder, byte[] bytes) throws MalformedMessageException {
        return part(decoder, bytes, 0, bytes.length);
    }

    public static <M> List<M> part(StreamDecoder<M> decoder, byte[] bytes, int offset, int length)
            throws MalformedMessageException {
        List<M> messages = new ArrayList<>();
        decoder.feed(bytes, offset, length, messages::add);
        return messages;
    }
}
