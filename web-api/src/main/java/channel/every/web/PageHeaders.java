package channel.every.web;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What browsers are told of the pages: load code from this node alone, frame nowhere, ask whether a file is still the same. */
@WebFilter({"/", "/index.html", "/page/*"})
public class PageHeaders implements Filter {
    /** The player makes its media source and its worker from blobs; relays, and the archives of other nodes, are anywhere. */
    private static final String CONTENT_SECURITY =
            "default-src 'self'; connect-src 'self' https:; media-src 'self' blob:; worker-src 'self' blob:;"
                    + " img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (response instanceof HttpServletResponse http) {
            http.setHeader("Content-Security-Policy", CONTENT_SECURITY);
            http.setHeader("X-Content-Type-Options", "nosniff");
            http.setHeader("Referrer-Policy", "no-referrer");
            http.setHeader("Cache-Control", "no-cache");
        }
        chain.doFilter(request, response);
    }
}
