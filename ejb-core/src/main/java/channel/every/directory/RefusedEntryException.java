package channel.every.directory;

/** What somebody wanted to announce cannot stand in the directory. */
public final class RefusedEntryException extends Exception {
    private static final long serialVersionUID = 1;

    private final String field;
    private final String remedy;

    RefusedEntryException(String field, String reason, String remedy) {
        super(field + ' ' + reason);
        this.field = field;
        this.remedy = remedy;
    }

    /** The member at fault. */
    public String field() {
        return field;
    }

    /** What to send instead. */
    public String remedy() {
        return remedy;
    }
}
