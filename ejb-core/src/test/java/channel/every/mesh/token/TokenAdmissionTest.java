package channel.every.mesh.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.moq.relay.AdmissionVerdict;
import channel.every.moq.session.Scope;
import channel.every.moq.transport.ConnectRequest;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenAdmissionTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final SecureRandom RANDOM = new SecureRandom();

    private Instant now = NOW;
    private RelayKeys keys = RelayKeys.generate(TokenKind.HS256, RANDOM);

    private AdmissionVerdict admit(String path, String query) {
        return new TokenAdmission(() -> Optional.of(keys), List.of("open"), List.of(), () -> now)
                .admit(new ConnectRequest(path, query, "", new InetSocketAddress("127.0.0.1", 1)));
    }

    private AdmissionVerdict admit(String path, RelayGrant grant) {
        return admit(path, "jwt=" + keys.sign(grant));
    }

    private static RelayGrant grant(String root, List<String> put, List<String> get) {
        return new RelayGrant(root, put, get, Optional.of(NOW), Optional.of(NOW.plusSeconds(60)));
    }

    private static AdmissionVerdict.Admitted admitted(AdmissionVerdict verdict) {
        assertThat(verdict).isInstanceOf(AdmissionVerdict.Admitted.class);
        return (AdmissionVerdict.Admitted) verdict;
    }

    private static void refused(AdmissionVerdict verdict, String reason) {
        assertThat(verdict).isEqualTo(new AdmissionVerdict.Refused(reason));
    }

    @ParameterizedTest
    @EnumSource
    void a_token_of_a_known_key_lets_in_for_what_it_says_until_it_expires(TokenKind kind) {
        keys = RelayKeys.parse(RelayKeys.generate(kind, RANDOM).toJson());
        AdmissionVerdict.Admitted verdict = admitted(admit("/", grant("demo", List.of("a"), List.of(""))));
        assertThat(verdict.until()).contains(NOW.plusSeconds(60));
        Scope put = verdict.put();
        assertThat(put.whole("demo/a/b")).contains("demo/a/b");
        assertThat(put.whole("demo/ab")).isEmpty();
        assertThat(verdict.get().whole("demo/x")).contains("demo/x");
        assertThat(verdict.get().whole("demon")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = "HS256", mode = EnumSource.Mode.EXCLUDE)
    void the_public_half_is_enough_to_verify_and_signs_nothing(TokenKind kind) {
        RelayKeys whole = RelayKeys.generate(kind, RANDOM);
        keys = RelayKeys.parse(whole.toPublicJson());
        admitted(admit("/", "jwt=" + whole.sign(grant("", List.of(), List.of("")))));
        assertThatThrownBy(() -> keys.sign(grant("", List.of(), List.of("")))).hasMessageContaining("public half");
        assertThat(whole.toPublicJson()).doesNotContain("\"d\"");
    }

    @Test
    void the_path_is_the_root_of_the_names_and_narrows_what_the_token_allows() {
        AdmissionVerdict.Admitted verdict =
                admitted(admit("/demo/room", grant("demo", List.of("room/me"), List.of(""))));
        assertThat(verdict.get().whole("x")).contains("demo/room/x");
        assertThat(verdict.get().peersName("demo/room/x")).contains("x");
        assertThat(verdict.get().peersName("demo/other")).isEmpty();
        assertThat(verdict.put().whole("me")).contains("demo/room/me");
        assertThat(verdict.put().whole("you")).isEmpty();
    }

    @Test
    void a_token_for_elsewhere_is_refused() {
        refused(
                admit("/other", grant("demo", List.of(""), List.of(""))),
                "the token is for other names than those below the path");
        refused(
                admit("/demon", grant("demo", List.of(""), List.of(""))),
                "the token is for other names than those below the path");
    }

    @Test
    void without_a_token_only_what_is_public_can_be_had() {
        AdmissionVerdict.Admitted verdict = admitted(admit("/", ""));
        assertThat(verdict.get().whole("open/x")).contains("open/x");
        assertThat(verdict.get().whole("closed")).isEmpty();
        assertThat(verdict.put().isNothing()).isTrue();
        refused(admit("/closed", ""), "shows no token, and nothing is public there");
    }

    @Test
    void a_token_that_has_expired_or_is_of_the_future_is_refused() {
        String token = keys.sign(grant("", List.of(), List.of("")));
        now = NOW.plusSeconds(60);
        refused(admit("/", "jwt=" + token), "the token has expired");
        now = NOW.minusSeconds(61);
        refused(admit("/", "jwt=" + token), "the token was issued in the future; compare the clocks");
    }

    @Test
    void a_token_of_another_key_is_refused() {
        String foreign = RelayKeys.generate(TokenKind.HS256, RANDOM).sign(grant("", List.of(), List.of("")));
        refused(admit("/", "jwt=" + foreign), "the token's key is not known here");
    }

    @Test
    void a_token_whose_claims_were_changed_is_refused() {
        String[] parts = keys.sign(grant("a", List.of(), List.of(""))).split("\\.", -1);
        String other = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"get\":\"\",\"root\":\"b\"}".getBytes(StandardCharsets.UTF_8));
        refused(
                admit("/", "jwt=" + parts[0] + "." + other + "." + parts[2]),
                "the token's signature is not that of its key");
    }

    @Test
    void a_public_key_is_no_secret_to_sign_with() throws Exception {
        RelayKeys whole = RelayKeys.generate(TokenKind.ES256, RANDOM);
        keys = RelayKeys.parse(whole.toPublicJson());
        SignedJWT confused = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .keyID(keys.ids().getFirst())
                        .build(),
                new JWTClaimsSet.Builder().claim("get", "").build());
        confused.sign(new MACSigner(keys.toPublicJson().getBytes(StandardCharsets.UTF_8)));
        refused(admit("/", "jwt=" + confused.serialize()), "the token's signature is not that of its key");
    }

    @Test
    void what_a_token_declares_critical_and_is_not_known_refuses_it() throws Exception {
        RelayKeys whole = RelayKeys.generate(TokenKind.ES256, RANDOM);
        keys = whole;
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .keyID(whole.ids().getFirst())
                        .criticalParams(Set.of("mind"))
                        .customParam("mind", true)
                        .build(),
                new JWTClaimsSet.Builder().claim("get", "").build());
        token.sign(new ECDSASigner(
                JWKSet.parse(whole.toJson()).getKeys().getFirst().toECKey()));
        refused(admit("/", "jwt=" + token.serialize()), "the token has critical parameters, which are not known here");
    }

    @Test
    void a_token_not_valid_yet_is_refused() throws Exception {
        keys = RelayKeys.generate(TokenKind.ES256, RANDOM);
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).build(),
                new JWTClaimsSet.Builder()
                        .claim("get", "")
                        .notBeforeTime(Date.from(NOW.plusSeconds(3600)))
                        .build());
        token.sign(
                new ECDSASigner(JWKSet.parse(keys.toJson()).getKeys().getFirst().toECKey()));
        refused(admit("/", "jwt=" + token.serialize()), "the token is not valid yet");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a.b.c", "eyJhbGciOiJub25lIn0.eyJnZXQiOiIifQ.", "%", "%zz", "...."})
    void what_is_no_token_is_refused_without_its_text(String token) {
        refused(admit("/", "jwt=" + token), "the token is malformed");
    }

    @Test
    void of_two_tokens_none_counts() {
        refused(admit("/open", "jwt=a&x=1&jwt=b"), "shows 2 tokens");
    }

    @Test
    void a_token_may_be_percent_encoded() {
        admitted(admit(
                "/",
                "x=1&jwt="
                        + URLEncoder.encode(keys.sign(grant("", List.of(), List.of(""))), StandardCharsets.UTF_8)
                                .replace(".", "%2E")));
    }

    @Test
    void nothing_is_taken_while_there_are_no_keys() {
        String token = keys.sign(grant("", List.of(), List.of("")));
        AdmissionVerdict verdict = new TokenAdmission(Optional::empty, List.of(), List.of(), () -> now)
                .admit(new ConnectRequest("/", "jwt=" + token, "", new InetSocketAddress("127.0.0.1", 1)));
        refused(verdict, "no token is taken: there are no keys");
    }

    @Test
    void keys_of_no_use_are_refused_by_name() {
        assertThatThrownBy(() -> RelayKeys.parse("{\"kty\":\"oct\",\"kid\":\"s\",\"k\":\"c2hvcnQ\"}"))
                .hasMessageContaining("\"s\"");
        assertThatThrownBy(() -> RelayKeys.parse("{\"keys\":[]}")).hasMessageContaining("without a key");
        assertThatThrownBy(() -> RelayKeys.parse("nonsense")).hasMessageContaining("RFC 7517");
    }

    @Test
    void the_key_file_is_read_anew_when_it_changes_and_kept_when_it_breaks(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("keys.json");
        RelayKeys first = RelayKeys.generate(TokenKind.HS256, RANDOM);
        Files.writeString(file, first.toJson());
        List<String> log = new ArrayList<>();
        KeySetFile source = new KeySetFile(file, () -> now, log::add);
        assertThat(source.keys()).map(RelayKeys::ids).contains(first.ids());
        Files.writeString(file, "broken");
        now = now.plusSeconds(2);
        assertThat(source.keys()).map(RelayKeys::ids).contains(first.ids());
        assertThat(log).hasSize(1);
        RelayKeys second = RelayKeys.generate(TokenKind.EDDSA, RANDOM);
        Files.writeString(file, second.toJson());
        Files.setLastModifiedTime(file, FileTime.from(NOW.plusSeconds(99)));
        now = now.plusSeconds(2);
        assertThat(source.keys()).map(RelayKeys::ids).contains(second.ids());
        Files.delete(file);
        now = now.plusSeconds(2);
        assertThat(source.keys()).isEmpty();
    }
}
