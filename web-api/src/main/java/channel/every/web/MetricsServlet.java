package channel.every.web;

import channel.every.metrics.PrometheusText;
import channel.every.node.MetricBoard;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The node's metrics for Prometheus where the server serves none: Open Liberty answers {@code /metrics} itself, WildFly does not. */
@WebServlet("/metrics")
public class MetricsServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Inject
    transient MetricBoard board;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType(PrometheusText.CONTENT_TYPE);
        response.getWriter().write(PrometheusText.render(board.posted()));
    }
}
