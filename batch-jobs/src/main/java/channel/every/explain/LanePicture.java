package channel.every.explain;

import channel.every.proof.ProofCause;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A row of windows as SVG: a cell each, or each of several where there are more than fit. */
final class LanePicture {
    static final String EQUAL = "#2e9e5b";

    private static final int WIDTH = 960;
    private static final int HEIGHT = 36;

    /** Narrower cells cannot be told apart. */
    private static final int MOST_CELLS = 240;

    private LanePicture() {}

    static String colour(ProofCause cause) {
        return switch (cause) {
            case RECEPTION -> "#e0a100";
            case SOURCE -> "#d9630b";
            case PHASE -> "#8a4fd0";
            case ENCODER_BUILD -> "#2477c9";
            case ENCODER_BYTES -> "#c62828";
            case ENCODER_FAILURE -> "#5b3a29";
            case UNKNOWN -> "#8a8f95";
        };
    }

    static String of(Lane lane) {
        Long first = lane.first();
        Long last = lane.last();
        return first != null && last != null ? span(lane, first, last) : listed(lane.windows());
    }

    /** Every window from the first to the last; what is not listed is equal. */
    private static String span(Lane lane, long first, long last) {
        long windows = last - first + 1;
        int cells = (int) Math.min(windows, MOST_CELLS);
        ExplainedWindow[] worst = new ExplainedWindow[cells];
        for (ExplainedWindow window : lane.windows()) {
            int cell = (int) ((window.chunkIndex() - first) * cells / windows);
            if (cell >= 0 && cell < cells && (worst[cell] == null || alarm(window) > alarm(worst[cell]))) {
                worst[cell] = window;
            }
        }
        StringBuilder svg = begin(lane.name() + ": windows " + first + " to " + last);
        for (int cell = 0; cell < cells; cell++) {
            ExplainedWindow found = worst[cell];
            long index = found == null ? first + cell * windows / cells : found.chunkIndex();
            cell(svg, cell, cells, found, "window " + index);
        }
        return svg.append("</svg>\n").toString();
    }

    private static String listed(List<ExplainedWindow> windows) {
        List<ExplainedWindow> shown = windows.stream()
                .sorted(Comparator.comparingLong(ExplainedWindow::chunkIndex))
                .limit(MOST_CELLS)
                .toList();
        StringBuilder svg = begin("windows that are not proven");
        for (int cell = 0; cell < shown.size(); cell++) {
            cell(
                    svg,
                    cell,
                    Math.max(shown.size(), 24),
                    shown.get(cell),
                    "window " + shown.get(cell).chunkIndex());
        }
        return shown.isEmpty() ? "" : svg.append("</svg>\n").toString();
    }

    private static StringBuilder begin(String title) {
        return new StringBuilder("<svg viewBox=\"0 0 " + WIDTH + " " + HEIGHT + "\" role=\"img\" aria-label=\""
                + ExplanationPage.escaped(title) + "\">");
    }

    private static void cell(StringBuilder svg, int cell, int cells, @Nullable ExplainedWindow found, String name) {
        double width = (double) WIDTH / cells;
        svg.append(String.format(
                Locale.ROOT,
                "<rect x=\"%.2f\" y=\"%d\" width=\"%.2f\" height=\"%d\" fill=\"%s\"><title>%s</title></rect>",
                cell * width,
                found == null ? 6 : 0,
                Math.max(1, width * 0.86),
                found == null ? HEIGHT - 12 : HEIGHT,
                found == null ? EQUAL : colour(found.cause()),
                ExplanationPage.escaped(
                        found == null ? name + ": equal" : name + ": " + found.finding() + ", " + found.evidence())));
    }

    private static int alarm(ExplainedWindow window) {
        return switch (window.cause()) {
            case UNKNOWN -> 0;
            case RECEPTION -> 1;
            case SOURCE -> 2;
            case ENCODER_FAILURE -> 3;
            case PHASE -> 4;
            case ENCODER_BUILD -> 5;
            case ENCODER_BYTES -> 6;
        };
    }
}
