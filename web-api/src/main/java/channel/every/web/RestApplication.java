package channel.every.web;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Everything below {@code /v1}; the pages and the server's own {@code /metrics}, {@code /health} and {@code /openapi} lie beside it. */
@ApplicationPath("/v1")
public class RestApplication extends Application {}
