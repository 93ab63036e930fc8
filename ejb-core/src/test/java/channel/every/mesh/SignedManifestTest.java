package channel.every.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.hash.Blake3Hash;
import channel.every.hash.MerkleProof;
import channel.every.identity.Label;
import channel.every.json.CanonicalJson;
import channel.every.json.Json;
import channel.every.time.ClockAnchor;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SignedManifestTest {
    private static final Label VIDEO = new Label("720p");
    private static final SigningKey OLD = key(1);
    private static final SigningKey NEW = key(2);

    @Test
    void publishers_of_equal_media_have_equal_roots_and_different_ids() {
        PublisherManifest a = Manifests.manifest("node-a", 60);
        PublisherManifest b = Manifests.manifest("the-other-node", 60);
        assertThat(b.merkleRoot()).isEqualTo(a.merkleRoot());
        assertThat(b.variants()).isEqualTo(a.variants());
        assertThat(ManifestBody.of(b).id()).isNotEqualTo(ManifestBody.of(a).id());
    }

    @Test
    void a_manifest_survives_its_text_in_any_layout() {
        PublisherManifest manifest = Manifests.manifest("a", 7);
        SignedManifest signed = SignedManifest.sign(manifest, List.of(OLD));
        byte[] pretty = Json.pretty(signed.json()).getBytes(StandardCharsets.UTF_8);
        SignedManifest read = SignedManifest.parse(pretty);
        assertThat(read.manifest()).isEqualTo(manifest);
        assertThat(read.id()).isEqualTo(signed.id());
        assertThat(read.verify(trust(OLD, "kcop")).signers()).containsExactly(new Label("kcop"));
    }

    @Test
    void every_chunk_has_a_proof_that_convinces_with_the_variants_root_alone() {
        ManifestVariant video = Manifests.manifest("a", 61).variant(VIDEO).orElseThrow();
        for (int place = 0; place < 61; place++) {
            MerkleProof proof = video.proof(place);
            assertThat(proof.proves(video.chunkHashes().get(place), video.merkleRoot()))
                    .isTrue();
            assertThat(proof.proves(video.chunkHashes().get((place + 1) % 61), video.merkleRoot()))
                    .isFalse();
        }
    }

    @Test
    void a_publisher_rotates_by_signing_with_two_keys_for_a_while() {
        SignedManifest signed = SignedManifest.sign(Manifests.manifest("a", 3), List.of(OLD, NEW));
        assertThat(signed.verify(trust(OLD, "kcop")).signers()).containsExactly(new Label("kcop"));
        assertThat(signed.verify(trust(NEW, "kcop")).signers()).containsExactly(new Label("kcop"));
        TrustList both = TrustList.parse(line(OLD, "kcop") + line(NEW, "kcop"));
        assertThat(signed.verify(both).signers()).as("one publisher, two keys").containsExactly(new Label("kcop"));
        assertThat(signed.verify(TrustList.parse("")).signatures())
                .allSatisfy(each -> assertThat(each.verdict()).isEqualTo(new SignatureVerdict.Unknown()));
    }

    @Test
    void signatures_are_no_part_of_the_identity() {
        PublisherManifest manifest = Manifests.manifest("a", 3);
        assertThat(SignedManifest.sign(manifest, List.of(OLD)).id())
                .isEqualTo(SignedManifest.sign(manifest, List.of(NEW)).id())
                .isEqualTo(SignedManifest.sign(manifest, List.of()).id());
    }

    @Test
    void a_wrong_signature_under_a_trusted_id_is_told_and_takes_nothing_from_a_right_one() {
        SignedManifest right = SignedManifest.sign(Manifests.manifest("a", 3), List.of(OLD));
        SignedManifest forged = new SignedManifest(
                right.body(),
                List.of(
                        new ManifestSignature(
                                OLD.verifyKey().id(), NEW.sign(right.body().signedMessage())),
                        right.signatures().getFirst()));
        ManifestVerdict verdict = forged.verify(trust(OLD, "kcop"));
        assertThat(verdict.signatures())
                .extracting(ManifestVerdict.Judged::verdict)
                .containsExactly(
                        new SignatureVerdict.Invalid(new Label("kcop")), new SignatureVerdict.Valid(new Label("kcop")));
        assertThat(verdict.signers()).containsExactly(new Label("kcop"));
    }

    @Test
    void a_signature_of_the_bare_body_is_not_one_of_a_manifest() {
        ManifestBody body = ManifestBody.of(Manifests.manifest("a", 3));
        SignedManifest signed = new SignedManifest(
                body, List.of(new ManifestSignature(OLD.verifyKey().id(), OLD.sign(body.canonical()))));
        assertThat(signed.verify(trust(OLD, "kcop")).signers()).isEmpty();
    }

    @Test
    void any_change_of_the_body_is_seen() {
        SignedManifest signed = SignedManifest.sign(anchored(), List.of(OLD));
        assertChangeIsSeen(signed, body -> body.put("source_node", "mallory"), "manifest_id");
        assertChangeIsSeen(signed, body -> body.put("total_chunks", 2), "total_chunks");
        assertChangeIsSeen(signed, body -> body.put("merkle_root", "0".repeat(64)), "merkle_root");
        assertChangeIsSeen(signed, body -> body.remove("profile"), "profile");
        assertChangeIsSeen(signed, body -> body.put("created_unix_ms", -1), "created_unix_ms");
        assertChangeIsSeen(signed, body -> body.withObject("/anchor").put("pcr_pid", 8192), "pcr_pid");
        assertChangeIsSeen(
                signed,
                body -> ((ObjectNode) body.at("/variants/0"))
                        .withArray("chunk_hashes")
                        .set(1, "1".repeat(64)),
                "merkle_root of variant 720p");
    }

    private static void assertChangeIsSeen(SignedManifest signed, Consumer<ObjectNode> change, String named) {
        ObjectNode envelope = signed.json().deepCopy();
        change.accept((ObjectNode) envelope.get("manifest"));
        assertThatThrownBy(() -> SignedManifest.parse(CanonicalJson.bytes(envelope)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named);
    }

    @Test
    void members_of_newer_writers_are_kept_and_signed() {
        SignedManifest signed = SignedManifest.sign(Manifests.manifest("a", 3), List.of(OLD));
        ObjectNode body = signed.body().json().deepCopy();
        body.put("region", "la");
        ManifestBody newer = ManifestBody.parse(body);
        SignedManifest again = new SignedManifest(
                newer, List.of(new ManifestSignature(OLD.verifyKey().id(), OLD.sign(newer.signedMessage()))));
        SignedManifest read = SignedManifest.parse(CanonicalJson.bytes(again.json()));
        assertThat(read.id()).isNotEqualTo(signed.id());
        assertThat(read.verify(trust(OLD, "kcop")).signers()).hasSize(1);
    }

    @Test
    void an_id_is_that_of_the_canonical_body() {
        JsonNode body = ManifestBody.of(anchored()).json();
        String text = new String(CanonicalJson.bytes(body), StandardCharsets.UTF_8);
        assertThat(text)
                .startsWith(
                        "{\"anchor\":{\"n\":669,\"offset\":-16016,\"pcr_pid\":49,\"table\":\"STT\"},\"chunk_start_index\":");
        assertThat(ManifestBody.parse(body).id())
                .isEqualTo(Blake3Hash.parse(ManifestBody.of(anchored()).id().toString()));
    }

    private static PublisherManifest anchored() {
        return ArchivedRun.newest(Manifests.archive("a", "s1", Manifests.START, 3), 10)
                .orElseThrow()
                .manifest(new ClockAnchor(669, -16_016, 49, "STT"), List.of("http://127.0.0.1:9080/v1/objects/"));
    }

    private static SigningKey key(int seed) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) seed;
        return SigningKey.of(bytes);
    }

    private static TrustList trust(SigningKey key, String name) {
        return TrustList.parse(line(key, name));
    }

    private static String line(SigningKey key, String name) {
        return "ed25519 " + key.verifyKey() + " " + name + "\n";
    }
}
