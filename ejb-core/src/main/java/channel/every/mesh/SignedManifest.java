package channel.every.mesh;

import channel.every.hash.Blake3Hash;
import channel.every.json.CanonicalJson;
import channel.every.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A manifest with the signatures that came with it, as it is served and kept:
 * {@code {"manifest_id":…,"manifest":{…},"signatures":[{"key_id":…,"alg":"ed25519","signature":…}]}}, in any JSON layout.
 */
public record SignedManifest(ManifestBody body, List<ManifestSignature> signatures) {
    private static final String ALGORITHM = "ed25519";

    /** More keys than a publisher rotates between; verification costs 0.2 ms each. */
    private static final int MOST_SIGNATURES = 16;

    public SignedManifest {
        signatures = List.copyOf(signatures);
        if (signatures.size() > MOST_SIGNATURES) {
            throw new IllegalArgumentException("more than " + MOST_SIGNATURES + " signatures: " + signatures.size());
        }
    }

    public static SignedManifest sign(PublisherManifest manifest, List<SigningKey> keys) {
        ManifestBody body = ManifestBody.of(manifest);
        byte[] message = body.signedMessage();
        return new SignedManifest(
                body,
                keys.stream()
                        .map(key -> new ManifestSignature(key.verifyKey().id(), key.sign(message)))
                        .toList());
    }

    /** @throws IllegalArgumentException naming what is missing, wrong, or contradicts the body */
    public static SignedManifest parse(byte[] json) {
        JsonNode envelope = CanonicalJson.read(json);
        JsonNode manifest = envelope.path("manifest");
        if (!manifest.isObject()) {
            throw new IllegalArgumentException("no \"manifest\" object: not a signed manifest");
        }
        ManifestBody body = ManifestBody.parse(manifest);
        JsonNode id = envelope.path("manifest_id");
        if (!id.isMissingNode() && !id.asText().equals(body.id().toString())) {
            throw new IllegalArgumentException(
                    "manifest_id is \"" + id.asText() + "\", but the manifest has " + body.id());
        }
        List<ManifestSignature> signatures = new ArrayList<>();
        for (JsonNode each : envelope.path("signatures")) {
            if (each.path("alg").asText().equals(ALGORITHM)) {
                signatures.add(ManifestSignature.parse(
                        each.path("key_id").asText(), each.path("signature").asText()));
            }
        }
        return new SignedManifest(body, signatures);
    }

    public JsonNode json() {
        ObjectNode envelope = Json.mapper().createObjectNode();
        envelope.put("manifest_id", id().toString());
        envelope.set("manifest", body.json());
        ArrayNode array = envelope.putArray("signatures");
        for (ManifestSignature each : signatures) {
            array.addObject()
                    .put("key_id", each.keyId().value())
                    .put("alg", ALGORITHM)
                    .put("signature", each.hex());
        }
        return envelope;
    }

    public Blake3Hash id() {
        return body.id();
    }

    public PublisherManifest manifest() {
        return body.manifest();
    }

    /** What the signatures are worth to a reader with this list. */
    public ManifestVerdict verify(TrustList trusted) {
        byte[] message = body.signedMessage();
        return new ManifestVerdict(signatures.stream()
                .map(each -> new ManifestVerdict.Judged(each.keyId(), judge(each, message, trusted)))
                .toList());
    }

    private static SignatureVerdict judge(ManifestSignature signature, byte[] message, TrustList trusted) {
        return trusted.find(signature.keyId())
                .<SignatureVerdict>map(entry -> entry.key().verifies(message, signature.signature())
                        ? new SignatureVerdict.Valid(entry.name())
                        : new SignatureVerdict.Invalid(entry.name()))
                .orElseGet(SignatureVerdict.Unknown::new);
    }
}
