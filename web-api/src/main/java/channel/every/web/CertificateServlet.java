package channel.every.web;

import channel.every.node.NodeRelay;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /certificate.sha256}: the hash of the relay's certificate, where clients of @moq/net ask for it in development. */
@WebServlet("/certificate.sha256")
public class CertificateServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Inject
    transient @Nullable NodeRelay relay;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<String> hash = Objects.requireNonNull(relay).certificateHash();
        if (hash.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        response.setContentType("text/plain");
        response.setCharacterEncoding("UTF-8");
        // A hash is public, and pages of any origin connect to the relay.
        response.setHeader("Access-Control-Allow-Origin", "*");
        response.setHeader("Cache-Control", "no-store");
        response.getWriter().print(hash.get());
    }
}
