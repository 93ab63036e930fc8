package channel.every.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the page names is there: no build step would tell. */
class PageTest {
    private static final Path PAGES = Path.of("src/main/webapp");

    @Test
    void every_file_that_the_page_loads_exists() throws IOException {
        String html = Files.readString(PAGES.resolve("index.html"));
        List<String> files = matches("(?:href|src)=\"(page/[^\"]+)\"", html);
        assertThat(files)
                .contains("page/main.js")
                .allSatisfy(file -> assertThat(PAGES.resolve(file)).exists());
    }

    @Test
    void every_module_that_a_module_imports_exists() throws IOException {
        for (Path module : modules()) {
            assertThat(matches("from '\\./([^']+)'", Files.readString(module)))
                    .allSatisfy(name -> assertThat(module.resolveSibling(name)).exists());
        }
    }

    @Test
    void every_element_that_a_module_asks_for_by_id_is_in_the_page() throws IOException {
        String html = Files.readString(PAGES.resolve("index.html"));
        for (Path module : modules()) {
            assertThat(matches("byId\\('([^']+)'\\)", Files.readString(module)))
                    .allSatisfy(id -> assertThat(html).contains("id=\"" + id + '"'));
        }
    }

    @Test
    void the_player_script_lies_in_the_web_jar_under_the_name_that_the_page_uses() throws IOException {
        String player = Files.readString(PAGES.resolve("page/hls-script.js"));
        assertThat(matches("'(webjars/[^']+)'", player))
                .singleElement()
                .satisfies(path -> assertThat(PageTest.class.getResource("/META-INF/resources/" + path))
                        .isNotNull());
    }

    private static List<Path> modules() throws IOException {
        try (Stream<Path> files = Files.list(PAGES.resolve("page"))) {
            return files.filter(file -> file.toString().endsWith(".js")).toList();
        }
    }

    private static List<String> matches(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}
