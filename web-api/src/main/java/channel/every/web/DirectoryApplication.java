package channel.every.web;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** The directory, where clients have always looked for it. */
@ApplicationPath("/api")
public class DirectoryApplication extends Application {
    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(DirectoryResource.class, GuardFilter.class, JsonBody.class, ThrowableMapper.class);
    }
}
