package channel.every.identity;

import org.jspecify.annotations.Nullable;

/** A text is not a stream id; {@link #field} says which of its fields is at fault. */
public final class MalformedStreamIdException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String field;

    MalformedStreamIdException(String field, String problem, @Nullable Throwable cause) {
        super("stream id: " + field + ": " + problem, cause);
        this.field = field;
    }

    /** As the id spells it, such as {@code tsid}; else {@code prefix}, {@code version}, {@code scope}, {@code standard} or {@code kind}. */
    public String field() {
        return field;
    }
}
