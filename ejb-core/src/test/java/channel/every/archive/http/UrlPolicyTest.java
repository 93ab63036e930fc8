package channel.every.archive.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlPolicyTest {
    @ParameterizedTest
    @CsvSource({
        "http://a:9080,                     http://a:9080/v1/archive-manifest?broadcast=x",
        "http://a,                          http://a:80/",
        "https://a,                         https://A:443/",
        "http://*.example.net:*,            http://node-1.example.net:7812/m.jsonl",
        "http://10.0.0.0/8:9080,            http://10.255.1.2:9080/",
        "http://100.64.0.0/10:9080,         http://100.127.0.1:9080/",
        "http://[fd7a::]/16:9080,           http://[fd7a:1::2]:9080/",
        "http://127.0.0.1:*,                http://127.0.0.1:4321/",
        "http://10.0.0.0/8,                 http://167772161/",
    })
    void what_is_listed_is_allowed(String list, URI url) {
        assertThat(UrlPolicy.parse(list).check(url)).isEqualTo(url);
    }

    @ParameterizedTest
    @CsvSource({
        "http://a:9080,             http://a:9081/",
        "http://a:9080,             https://a:9080/",
        "http://a:9080,             http://b:9080/",
        "http://a,                  http://a.evil/",
        "http://*.example.net,      http://example.net/",
        "http://*.example.net,      http://evilexample.net/",
        "http://*.example.net,      http://example.net.evil/",
        "http://10.0.0.0/8,         http://11.0.0.1/",
        "http://100.64.0.0/10,      http://100.128.0.1/",
        "http://10.0.0.0/8,         http://localhost/",
        "http://127.0.0.1,          http://[::1]/",
        "http://[::1],              http://127.0.0.1/",
    })
    void what_is_not_listed_is_refused_with_the_key_that_would_allow_it(String list, URI url) {
        assertThatThrownBy(() -> UrlPolicy.parse(list).check(url))
                .isInstanceOf(RefusedUrlException.class)
                .hasMessageContaining(url.toString())
                .hasMessageContaining("every-channel.manifests.allow");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "ftp://a/",
                "jar:http://a/x!/y",
                "http:///x",
                "http://user:secret@a/",
                "http://a/#x",
                "//a/x",
                "mailto:a",
            })
    void what_is_no_plain_web_address_is_refused_whatever_is_listed(URI url) {
        UrlPolicy policy = UrlPolicy.parse("http://a:*,https://a:*,http://user");
        assertThatThrownBy(() -> policy.check(url)).isInstanceOf(RefusedUrlException.class);
    }

    @Test
    void nothing_is_allowed_until_something_is_listed() {
        assertThatThrownBy(() -> UrlPolicy.parse("").check(URI.create("http://127.0.0.1/")))
                .isInstanceOf(RefusedUrlException.class);
    }

    @Test
    void urls_that_an_operator_wrote_allow_their_own_origin_and_no_other() {
        UrlPolicy policy = UrlPolicy.originsOf(List.of(URI.create("http://[::1]:9080/v1/x"), URI.create("https://a/")));
        assertThat(policy.check(URI.create("http://[::1]:9080/other"))).isNotNull();
        assertThat(policy.check(URI.create("https://a/other"))).isNotNull();
        assertThatThrownBy(() -> policy.check(URI.create("http://a/other"))).isInstanceOf(RefusedUrlException.class);
    }

    @Test
    void two_policies_together_allow_what_either_does() {
        UrlPolicy both = UrlPolicy.parse("http://a").or(UrlPolicy.parse("http://b"));
        assertThat(both.check(URI.create("http://a/"))).isNotNull();
        assertThat(both.check(URI.create("http://b/"))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "ftp://a",
                "http://",
                "http://a/b",
                "http://a:0",
                "http://a:65536",
                "http://10.0.0.0/33",
                "http://a/8",
                "http://a*",
                "http://*"
            })
    void an_entry_that_cannot_be_read_is_named(String entry) {
        assertThatThrownBy(() -> UrlPolicy.parse("http://ok," + entry))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining('"' + entry + '"');
    }
}
