package channel.every.it;

import channel.every.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Open Liberty's own REST for batch jobs, which its Admin Center's page <em>Java Batch</em> calls. */
final class AdminApi {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final HttpClient client;
    private final int port;

    AdminApi(OperatedServer server) throws GeneralSecurityException {
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, new TrustManager[] {new SelfSigned()}, null);
        client = HttpClient.newBuilder().sslContext(tls).build();
        port = server.httpsPort();
    }

    /** What the console shows of an instance. */
    JsonNode instance(long instance) throws IOException, InterruptedException {
        return send(instance, "", HttpRequest.newBuilder().GET());
    }

    /** What its buttons do: {@code stop}, or {@code restart} with the same parameters. */
    void act(long instance, String action) throws IOException, InterruptedException {
        send(
                instance,
                "?action=" + action + "&reusePreviousParams=true",
                HttpRequest.newBuilder().PUT(HttpRequest.BodyPublishers.noBody()));
    }

    private JsonNode send(long instance, String query, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        String login = "admin:" + OperatedServer.ADMIN_PASSWORD;
        HttpResponse<String> answer = client.send(
                request.uri(URI.create("https://127.0.0.1:" + port + "/ibm/api/batch/jobinstances/" + instance + query))
                        .timeout(TIMEOUT)
                        .header(
                                "Authorization",
                                "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)))
                        .header("Content-Type", "application/json")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(
                    query + " of instance " + instance + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return Json.mapper().readTree(answer.body());
    }

    /** The server made its certificate itself a minute ago. */
    private static final class SelfSigned extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
