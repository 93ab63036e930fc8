package channel.every.web;

import channel.every.moq.qmux.Subprotocol;
import channel.every.moq.transport.ConnectRequest;
import channel.every.moq.wire.MoqProtocols;
import channel.every.node.MoqDoor;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code /moq/<path>?jwt=...}: MoQ over a WebSocket, on the application's own port. A servlet asks the container for the upgrade, because
 * clients connect at paths of any depth, which no template of an endpoint has.
 */
@WebServlet("/moq/*")
public class MoqServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    private static final int UPGRADE_REQUIRED = 426;

    @Inject
    transient @Nullable MoqDoor door;

    @Resource
    transient @Nullable ManagedScheduledExecutorService threads;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
            response.setHeader("Upgrade", "websocket");
            response.sendError(UPGRADE_REQUIRED);
            return;
        }
        Optional<Subprotocol> chosen = Subprotocol.choose(offered(request), MoqProtocols.PREFERRED);
        if (chosen.isEmpty()) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        MoqEndpoint endpoint;
        try {
            endpoint = new MoqEndpoint(
                    Objects.requireNonNull(door), Objects.requireNonNull(threads), chosen.get(), asked(request));
        } catch (IllegalArgumentException e) {
            response.sendError(HttpServletResponse.SC_REQUEST_URI_TOO_LONG);
            return;
        }
        upgrade(request, response, endpoint, chosen.get());
    }

    private void upgrade(
            HttpServletRequest request, HttpServletResponse response, MoqEndpoint endpoint, Subprotocol chosen)
            throws IOException, ServletException {
        ServerContainer container = (ServerContainer) getServletContext().getAttribute(ServerContainer.class.getName());
        ServerEndpointConfig config = ServerEndpointConfig.Builder.create(MoqEndpoint.class, request.getServletPath())
                .subprotocols(List.of(chosen.name()))
                .configurator(new ServerEndpointConfig.Configurator() {
                    @Override
                    public <T> T getEndpointInstance(Class<T> type) {
                        return type.cast(endpoint);
                    }
                })
                .build();
        try {
            container.upgradeHttpToWebSocket(request, response, config, Map.of());
        } catch (DeploymentException e) {
            throw new ServletException(e);
        }
    }

    private static List<String> offered(HttpServletRequest request) {
        return Collections.list(request.getHeaders("Sec-WebSocket-Protocol")).stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .map(String::strip)
                .toList();
    }

    /** The path is what follows this servlet's own, as it would be where nothing but MoQ is served. */
    private static ConnectRequest asked(HttpServletRequest request) throws IOException {
        String path = request.getPathInfo();
        String query = request.getQueryString();
        String origin = request.getHeader("Origin");
        // The container gives the address in figures: nothing is looked up.
        InetAddress from = InetAddress.getByName(request.getRemoteAddr());
        return new ConnectRequest(
                path == null ? "/" : path,
                query == null ? "" : query,
                origin == null ? "" : origin,
                new InetSocketAddress(from, request.getRemotePort()));
    }
}
