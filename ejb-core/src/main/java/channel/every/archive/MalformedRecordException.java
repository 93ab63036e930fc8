package channel.every.archive;

/** A line that is no record; inside this package only, outside it is {@link IndexLine.Malformed}. */
final class MalformedRecordException extends Exception {
    private static final long serialVersionUID = 1;

    MalformedRecordException(String message) {
        super(message);
    }
}
