package channel.every.web;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.NullUnmarked;

/** Makes a problem of everything that ends a request early; what is not the client's doing goes into the log with a number. */
@Provider
@NullUnmarked // JAX-RS injects the context.
public class ThrowableMapper implements ExceptionMapper<Throwable> {
    private static final System.Logger LOG = System.getLogger(ThrowableMapper.class.getName());
    private static final AtomicLong INCIDENTS = new AtomicLong();

    @Context
    UriInfo uri;

    @Override
    public Response toResponse(Throwable failure) {
        return switch (failure) {
            case ProblemException ours -> response(ours.problem()).build();
            case WebApplicationException http when http.getResponse().getStatus() < 400 -> http.getResponse();
            case WebApplicationException http when http.getResponse().getStatus() < 500 -> refused(http.getResponse());
            default -> incident(failure);
        };
    }

    /** What JAX-RS itself refuses: no such route, method, media type. Headers that belong to the status stay. */
    private Response refused(Response thrown) {
        Response.StatusType status = thrown.getStatusInfo();
        String path = uri.getBaseUri().getPath() + uri.getPath().replaceFirst("^/", "");
        Problem problem = Refusals.problem(status.getStatusCode(), status.getReasonPhrase(), path);
        Response.ResponseBuilder answer = response(problem);
        for (String name : new String[] {HttpHeaders.ALLOW, HttpHeaders.WWW_AUTHENTICATE}) {
            if (thrown.getHeaderString(name) != null) {
                answer.header(name, thrown.getHeaderString(name));
            }
        }
        return answer.build();
    }

    private Response incident(Throwable failure) {
        long incident = INCIDENTS.incrementAndGet();
        LOG.log(
                System.Logger.Level.ERROR,
                "incident " + incident + ": answering " + uri.getPath() + " failed",
                failure);
        return response(Problem.ofStatus(
                        500,
                        "Internal Server Error",
                        "the node failed to answer; it logged why as incident " + incident,
                        "look for \"incident " + incident + "\" in the server's messages.log"))
                .build();
    }

    private static Response.ResponseBuilder response(Problem problem) {
        return Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(problem);
    }
}
