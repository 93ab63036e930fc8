package channel.every.explain;

import channel.every.proof.ProofCause;
import java.util.List;

/** An explanation as one HTML file that needs nothing else: no script, no font, no network. */
public final class ExplanationPage {
    /** What a browser shows without trouble; the report has all. */
    private static final int ROWS = 500;

    private static final String STYLE = """
            body{font:16px/1.5 system-ui,sans-serif;max-width:64rem;margin:2rem auto;padding:0 1rem;color:#1b1f24;background:#fff}
            h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}.ok{color:#1a6b37}.bad{color:#a11d1d}
            table{border-collapse:collapse;width:100%;font-size:.85rem}td,th{text-align:left;padding:.25rem .5rem;border-bottom:1px solid #ddd;vertical-align:top;overflow-wrap:anywhere}
            svg{width:100%;height:auto;display:block;margin:.5rem 0 1rem}i{display:inline-block;width:.8rem;height:.8rem;border-radius:2px;margin-right:.35rem}
            code{font-size:.85rem;overflow-wrap:anywhere}.legend span{margin-right:1rem;white-space:nowrap}
            @media(prefers-color-scheme:dark){body{background:#14171a;color:#e6e8ea}.ok{color:#5ecb86}.bad{color:#ff8a80}td,th{border-color:#333}}
            """;

    private ExplanationPage() {}

    public static String of(Explanation explanation) {
        StringBuilder page = new StringBuilder("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>");
        page.append(escaped(explanation.headline()))
                .append("</title><style>")
                .append(STYLE)
                .append("</style></head><body>\n<h1 class=\"")
                .append(explanation.ok() ? "ok" : "bad")
                .append("\">")
                .append(escaped(explanation.headline()))
                .append("</h1>\n<p>")
                .append(escaped(explanation.what()))
                .append("</p>\n");
        list(page, "ul", explanation.facts());
        picture(page, explanation);
        for (CauseStory story : explanation.causes()) {
            page.append("<h2>")
                    .append(swatch(story.cause()))
                    .append(escaped(name(story.cause())))
                    .append(" &times; ")
                    .append(story.count())
                    .append("</h2>\n<p>")
                    .append(escaped(capital(story.cause().meaning())))
                    .append(".</p>\n<h3>What to do</h3>\n");
            list(page, "ol", story.remedies());
            if (!story.evidence().isEmpty()) {
                page.append("<h3>What shows it</h3>\n");
                page.append("<ul>");
                story.evidence()
                        .forEach(line ->
                                page.append("<li><code>").append(escaped(line)).append("</code></li>"));
                page.append("</ul>\n");
            }
        }
        explanation.lanes().stream().filter(lane -> !lane.windows().isEmpty()).forEach(lane -> table(page, lane));
        return page.append("</body></html>\n").toString();
    }

    private static void picture(StringBuilder page, Explanation explanation) {
        if (explanation.lanes().isEmpty()) {
            return;
        }
        page.append("<h2>Which windows</h2>\n<p class=\"legend\"><span><i style=\"background:")
                .append(LanePicture.EQUAL)
                .append("\"></i>equal</span>");
        for (CauseStory story : explanation.causes()) {
            page.append("<span>")
                    .append(swatch(story.cause()))
                    .append(escaped(name(story.cause())))
                    .append("</span>");
        }
        page.append("</p>\n");
        for (Lane lane : explanation.lanes()) {
            page.append("<p>")
                    .append(escaped(lane.name()))
                    .append(": ")
                    .append(lane.equal())
                    .append(" equal, ")
                    .append(lane.unproven())
                    .append(" not proven")
                    .append(
                            lane.first() == null && !lane.windows().isEmpty()
                                    ? "; the picture shows the newest of those"
                                    : "")
                    .append("</p>\n")
                    .append(LanePicture.of(lane));
        }
    }

    private static void table(StringBuilder page, Lane lane) {
        page.append("<h2>")
                .append(escaped(lane.name()))
                .append(
                        "</h2>\n<table><tr><th>Window</th><th>Starts</th><th>Found</th><th>Cause</th><th>Evidence</th></tr>\n");
        lane.windows().stream()
                .limit(ROWS)
                .forEach(window -> page.append("<tr><td>")
                        .append(window.chunkIndex())
                        .append("</td><td>")
                        .append(ExplanationText.time(window.startUnixMs()))
                        .append("</td><td>")
                        .append(escaped(window.finding()))
                        .append("</td><td>")
                        .append(swatch(window.cause()))
                        .append(escaped(name(window.cause())))
                        .append("</td><td>")
                        .append(escaped(window.evidence()))
                        .append("</td></tr>\n"));
        page.append("</table>\n");
        if (lane.windows().size() > ROWS) {
            page.append("<p>and ").append(lane.windows().size() - ROWS).append(" more</p>\n");
        }
    }

    private static void list(StringBuilder page, String kind, List<String> items) {
        page.append('<').append(kind).append('>');
        items.forEach(item -> page.append("<li>").append(escaped(item)).append("</li>"));
        page.append("</").append(kind).append(">\n");
    }

    private static String swatch(ProofCause cause) {
        return "<i style=\"background:" + LanePicture.colour(cause) + "\"></i>";
    }

    private static String name(ProofCause cause) {
        return capital(cause.text().replace('_', ' '));
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
