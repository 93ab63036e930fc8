package channel.every.identity;

import java.util.Arrays;
import java.util.Optional;

/** How transport stream bytes reach a node; printed as in stream ids. */
public enum SourceKind {
    HDHOMERUN("hdhr"),
    LINUX_DVB("linux-dvb"),
    HTTP("http"),
    FILE("file");

    private final String text;

    SourceKind(String text) {
        this.text = text;
    }

    static Optional<SourceKind> named(String text) {
        return Arrays.stream(values()).filter(kind -> kind.text.equals(text)).findFirst();
    }

    @Override
    public String toString() {
        return text;
    }
}
