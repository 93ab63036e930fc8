package channel.every.moq.wire;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one direction of a stream, cut anywhere, into messages. Holds no more than one message that has begun. After an exception it is of
 * no more use.
 */
public abstract sealed class StreamDecoder<M> permits LiteDecoder, MoqtDecoder {
    final HeldBytes held = new HeldBytes();

    /** Hands on the messages that these bytes complete, each before the next is looked for: those before bytes that are none came too. */
    public final void feed(byte[] bytes, int offset, int length, Consumer<? super M> messages)
            throws MalformedMessageException {
        held.add(bytes, offset, length);
        try {
            for (M next = next(); next != null; next = next()) {
                messages.accept(next);
            }
        } finally {
            held.keep();
        }
    }

    /** The next message, taken out of what is held; null while it is not all there. */
    abstract @Nullable M next() throws MalformedMessageException;

    /** Bytes of a message that has begun and not ended: not 0 at the end of a stream means that it was cut off. */
    public final int pending() {
        return held.length();
    }

    /** Bytes of memory that wait for the end of a message. */
    final int room() {
        return held.room();
    }
}
