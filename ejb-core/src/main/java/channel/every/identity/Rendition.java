package channel.every.identity;

/** One encoded form of a stream, such as {@code 720p} or {@code audio}: a rung or an audio variant of the profile. */
public record Rendition(Label name) {
    public static Rendition of(String name) {
        return new Rendition(new Label(name));
    }

    @Override
    public String toString() {
        return name.value();
    }
}
