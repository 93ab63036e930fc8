package channel.every.device;

/** Text in XML and HTML. */
final class Xml {
    private Xml() {}

    /** Escaped for element content and quoted attributes; what XML cannot carry is left out. */
    static String text(String text) {
        return text.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]", "")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
