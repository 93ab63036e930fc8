package channel.every.web;

import channel.every.json.Json;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The application's error page: what fails outside of the resources is a problem, too. The container logs what it throws. */
@WebServlet("/problem")
public class ProblemServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    /** Asked for itself, there is no such thing. */
    private static final int NOT_FOUND = 404;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int status =
                request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code ? code : NOT_FOUND;
        String path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String uri
                ? uri
                : request.getRequestURI();
        Response.Status known = Response.Status.fromStatusCode(status);
        String phrase = known == null ? "Error" : known.getReasonPhrase();
        response.setStatus(status);
        response.setContentType(Problem.MEDIA_TYPE);
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream()
                .write(Json.pretty(Refusals.problem(status, phrase, path)).getBytes(StandardCharsets.UTF_8));
    }
}
