package channel.every.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** One encoded form of a stream, such as {@code 720p} or {@code audio}: a rung or an audio variant of the profile. */
public record Rendition(@JsonValue Label name) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Rendition {}

    public static Rendition of(String name) {
        return new Rendition(new Label(name));
    }

    @Override
    public String toString() {
        return name.value();
    }
}
