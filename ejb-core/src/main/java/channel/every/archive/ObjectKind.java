package channel.every.archive;

/** Whether a record names an init segment or a media fragment. */
public enum ObjectKind {
    INIT,
    MEDIA;

    /** As written in the index: lower case. */
    public String text() {
        return this == INIT ? "init" : "media";
    }
}
