package channel.every.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.NullUnmarked;

/** Asks the rule, with the token that is configured now. */
@Provider
@Guarded
@NullUnmarked // JAX-RS injects the context.
public class GuardFilter implements ContainerRequestFilter {
    @Context
    HttpServletRequest client;

    @Override
    public void filter(ContainerRequestContext request) {
        GuardRule rule = new GuardRule(ConfigProvider.getConfig().getOptionalValue(GuardRule.CONFIG_KEY, String.class));
        rule.refusal(
                        request.getHeaderString(HttpHeaders.AUTHORIZATION),
                        client.getRemoteAddr(),
                        request.getHeaderString("Origin"),
                        request.getHeaderString(HttpHeaders.HOST))
                .ifPresent(problem -> request.abortWith(answer(problem)));
    }

    private static Response answer(Problem problem) {
        Response.ResponseBuilder answer =
                Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
        return problem.status() == 401
                ? answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"every-channel\"")
                        .build()
                : answer.build();
    }
}
