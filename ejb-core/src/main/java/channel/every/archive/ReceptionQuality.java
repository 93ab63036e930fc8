package channel.every.archive;

/** What reception did to the window behind a record; all zero is a window received whole. */
public record ReceptionQuality(int continuityErrors, int transportErrors, int missingMs) {
    public boolean whole() {
        return continuityErrors == 0 && transportErrors == 0 && missingMs == 0;
    }
}
