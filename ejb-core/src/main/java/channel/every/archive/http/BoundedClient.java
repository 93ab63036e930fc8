package channel.every.archive.http;

import java.io.Closeable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Fetches what the policy allows, bounded in bytes and time. Redirects are not followed: an allowed server must not choose for us
 * where else to ask. Proxies of the environment are not used. Safe for any thread.
 */
public final class BoundedClient implements Closeable {
    /** For one answer from the first byte of the request to the last of the body. */
    public static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(60);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final int MULTIPLE_CHOICES = 300;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_MODIFIED = 304;

    private final UrlPolicy policy;
    private final Duration patience;
    private final HttpClient client;

    public BoundedClient(UrlPolicy policy, Duration patience) {
        this.policy = policy;
        this.patience = patience;
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(CONNECT_TIMEOUT)
                .build();
    }

    /**
     * @return the answer, whatever its status
     * @throws RefusedUrlException if the policy does not allow the URL
     * @throws BrokenOffException if a body that was asked for did not come whole
     * @throws IOException if there is no answer, it is a redirect, or its body is too long
     */
    public Fetched get(Fetch fetch) throws IOException, InterruptedException {
        URI url = policy.check(fetch.url());
        policy.checkAddress(url);
        HttpRequest.Builder request = HttpRequest.newBuilder(url).GET();
        fetch.headers().forEach(request::setHeader);
        if (fetch.bearer() != null) {
            request.setHeader("Authorization", "Bearer " + fetch.bearer());
        }
        BoundedBody body = new BoundedBody(fetch.mostBytes());
        HttpResponse<byte[]> answer = send(request.build(), body);
        int status = answer.statusCode();
        if (status >= MULTIPLE_CHOICES && status < BAD_REQUEST && status != NOT_MODIFIED) {
            throw new IOException(url + " redirects to "
                    + answer.headers().firstValue("Location").orElse("nowhere")
                    + ", and redirects are not followed: name that URL yourself if you trust it");
        }
        return new Fetched(status, answer.headers(), answer.body());
    }

    private HttpResponse<byte[]> send(HttpRequest request, BoundedBody body) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request, body);
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw failed(request, "no whole answer within " + patience.toMillis() + " ms", body, e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw failed(request, said(cause), body, cause);
        } finally {
            answer.cancel(true);
        }
    }

    /** The JDK's client gives no words to a connection that nobody accepts. */
    private static String said(Throwable cause) {
        return cause.getMessage() != null
                ? cause.getMessage()
                : cause instanceof ConnectException ? "nobody answers there" : cause.toString();
    }

    private static IOException failed(HttpRequest request, String reason, BoundedBody body, Throwable cause) {
        String message = "cannot fetch " + request.uri() + ": " + reason;
        byte[] received = body.received();
        return received.length == 0
                ? new IOException(message, cause)
                : new BrokenOffException(message, received, cause);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
