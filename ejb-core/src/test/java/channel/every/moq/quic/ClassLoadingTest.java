package channel.every.moq.quic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A server deploys an application, ends it and deploys it again: each time with another class loader, and once with two at a time. */
final class ClassLoadingTest {
    private static URL[] classPath() {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.of(path.split(File.pathSeparator))
                .map(part -> {
                    try {
                        return Path.of(part).toUri().toURL();
                    } catch (MalformedURLException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toArray(URL[]::new);
    }

    private static Runnable roundTrip(URLClassLoader loader) throws ReflectiveOperationException {
        return (Runnable) loader.loadClass("channel.every.moq.quic.RoundTrip")
                .getDeclaredConstructor()
                .newInstance();
    }

    @Test
    void the_native_library_serves_several_class_loaders_of_one_process() throws Exception {
        try (URLClassLoader one = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader());
                URLClassLoader other = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
            Runnable first = roundTrip(one);
            Runnable second = roundTrip(other);
            assertThat(first.getClass()).isNotSameAs(second.getClass());
            first.run();
            second.run();
            first.run();
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .allSatisfy(thread -> assertThat(thread.getName()).doesNotStartWith("quic-"));
    }
}
