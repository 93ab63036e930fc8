package channel.every.it;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;

/** The deployed node as its users see it: an archive to deploy and an HTTP address. */
final class Node {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private Node() {}

    /** The EAR, byte for byte as built. */
    static EnterpriseArchive ear() {
        return ShrinkWrap.createFromZipFile(EnterpriseArchive.class, new File(System.getProperty("every-channel.ear")));
    }

    static URI uri(String path) {
        return URI.create("http://127.0.0.1:" + System.getProperty("it.http.port") + path);
    }

    static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
