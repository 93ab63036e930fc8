package channel.every.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OpenApiTest {
    @Test
    void the_description_names_the_operations_that_there_are_and_no_others() throws Exception {
        assertThat(described()).isEqualTo(operations());
    }

    /** Open Liberty logs each one as an error of the description (its rule for Security Requirement Objects). */
    @Test
    void a_security_requirement_names_the_token() throws Exception {
        assertThat(resource("/META-INF/openapi.yaml").lines())
                .filteredOn(line -> line.contains("security:"))
                .isNotEmpty()
                .allMatch(line -> line.strip().equals("security: [{token: []}]"));
    }

    /** {@code get /v1/streams} and its like, by the indentation of openapi.yaml. */
    private static Set<String> described() throws IOException {
        Set<String> found = new TreeSet<>();
        String path = "";
        for (String line : resource("/META-INF/openapi.yaml").lines().toList()) {
            if (line.startsWith("  /")) {
                path = line.strip().replaceFirst(":$", "");
            } else if (line.matches("    (get|post|put|delete):")) {
                found.add(line.strip().replace(":", " ") + path);
            }
        }
        return found;
    }

    private static Set<String> operations() throws Exception {
        Set<String> found = new TreeSet<>();
        for (Class<?> resource : resources()) {
            for (Method method : resource.getDeclaredMethods()) {
                for (Annotation annotation : method.getAnnotations()) {
                    HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
                    if (verb != null) {
                        Path below = method.getAnnotation(Path.class);
                        String path =
                                resource.getAnnotation(Path.class).value() + (below == null ? "" : "/" + below.value());
                        found.add(verb.value().toLowerCase(Locale.ROOT) + " " + root(resource)
                                + path.replaceAll("\\{(\\w+):[^}]*}", "{$1}").replaceFirst("^/", ""));
                    }
                }
            }
        }
        return found;
    }

    private static String root(Class<?> resource) {
        return new DirectoryApplication().getClasses().contains(resource) ? "/api/" : "/v1/";
    }

    private static Set<Class<?>> resources() throws Exception {
        java.nio.file.Path classes = java.nio.file.Path.of(
                RestApplication.class.getResource("RestApplication.class").toURI());
        Set<Class<?>> found = new java.util.HashSet<>();
        try (Stream<java.nio.file.Path> files = Files.list(classes.getParent())) {
            for (java.nio.file.Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith("Resource.class")) {
                    found.add(Class.forName("channel.every.web." + name.replace(".class", "")));
                }
            }
        }
        return found;
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(OpenApiTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
