package channel.every.explain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An explanation for a terminal. */
public final class ExplanationText {
    /** A screen's worth for each publisher. */
    private static final int LISTED = 12;

    private ExplanationText() {}

    public static String of(Explanation explanation) {
        StringBuilder text = new StringBuilder();
        text.append(explanation.headline()).append("\n\n");
        text.append("About: ").append(explanation.what()).append('\n');
        explanation.facts().forEach(fact -> text.append("  - ").append(fact).append('\n'));
        for (CauseStory story : explanation.causes()) {
            text.append('\n')
                    .append("Cause: ")
                    .append(story.cause().text().replace('_', ' '))
                    .append(" (")
                    .append(story.count())
                    .append(" x): ")
                    .append(story.cause().meaning())
                    .append('\n');
            story.evidence()
                    .forEach(line -> text.append("  seen  ").append(line).append('\n'));
            story.remedies()
                    .forEach(line -> text.append("  do    ").append(line).append('\n'));
        }
        for (Lane lane : explanation.lanes()) {
            if (!lane.windows().isEmpty()) {
                text.append('\n')
                        .append(lane.name())
                        .append(": ")
                        .append(lane.unproven())
                        .append(" not proven\n");
                lane.windows().stream()
                        .limit(LISTED)
                        .forEach(window -> text.append("  window ")
                                .append(window.chunkIndex())
                                .append(time(window.startUnixMs()))
                                .append("  ")
                                .append(window.finding())
                                .append(" [")
                                .append(window.cause().text())
                                .append("]\n"));
                if (lane.windows().size() > LISTED) {
                    text.append("  and ").append(lane.windows().size() - LISTED).append(" more\n");
                }
            }
        }
        return text.toString();
    }

    static String time(@Nullable Long unixMs) {
        return unixMs == null ? "" : " " + Instant.ofEpochMilli(unixMs);
    }
}
