package channel.every.mesh;

import channel.every.hash.Blake3Hash;
import channel.every.hash.MerkleRoot;
import channel.every.identity.Label;
import channel.every.identity.StreamId;
import channel.every.time.ClockAnchor;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a body. Unknown members are left alone; roots are computed anew and must be what the body claims. */
final class ManifestReader {
    private ManifestReader() {}

    static PublisherManifest read(JsonNode body) {
        if (!body.isObject()) {
            throw new IllegalArgumentException("a manifest is a JSON object");
        }
        int totalChunks = (int) integer(body, "total_chunks", PublisherManifest.MOST_CHUNKS);
        PublisherManifest manifest = new PublisherManifest(
                value(body, "stream_id", StreamId::parse),
                value(body, "epoch_id", Label::new),
                integer(body, "created_unix_ms", Long.MAX_VALUE),
                value(body, "source_node", Label::new),
                integer(body, "chunk_start_index", Long.MAX_VALUE),
                totalChunks,
                anchor(body.get("anchor")),
                value(body, "profile", Blake3Hash::parse),
                texts(body, "locators", PublisherManifest.MOST_LOCATORS, Function.identity()),
                variants(array(body, "variants", PublisherManifest.MOST_VARIANTS)));
        claimed(body, manifest.merkleRoot(), "merkle_root");
        return manifest;
    }

    private static List<ManifestVariant> variants(JsonNode array) {
        List<ManifestVariant> variants = new ArrayList<>();
        for (JsonNode each : array) {
            ManifestVariant variant = new ManifestVariant(
                    value(each, "variant_id", Label::new),
                    value(each, "stream_id", StreamId::parse),
                    texts(each, "chunk_hashes", PublisherManifest.MOST_CHUNKS, Blake3Hash::parse),
                    value(each, "init_hash", Blake3Hash::parse));
            claimed(each, variant.merkleRoot(), "merkle_root of variant " + variant.variantId());
            variants.add(variant);
        }
        return variants;
    }

    private static void claimed(JsonNode node, MerkleRoot computed, String name) {
        MerkleRoot claim = value(node, "merkle_root", MerkleRoot::parse);
        if (!claim.equals(computed)) {
            throw new IllegalArgumentException(name + " is " + claim + ", but its hashes make " + computed);
        }
    }

    private static @Nullable ClockAnchor anchor(@Nullable JsonNode node) {
        return node == null || node.isNull()
                ? null
                : new ClockAnchor(
                        integer(node, "n", Long.MAX_VALUE),
                        signed(node, "offset"),
                        (int) integer(node, "pcr_pid", Integer.MAX_VALUE),
                        value(node, "table", Function.identity()));
    }

    private static <T> T value(JsonNode node, String name, Function<String, T> parser) {
        JsonNode member = member(node, name);
        if (!member.isTextual()) {
            throw new IllegalArgumentException(name + " is not a string");
        }
        try {
            return parser.apply(member.textValue());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }

    private static <T> List<T> texts(JsonNode node, String name, int most, Function<String, T> parser) {
        List<T> values = new ArrayList<>();
        for (JsonNode each : array(node, name, most)) {
            if (!each.isTextual()) {
                throw new IllegalArgumentException(name + " holds what is not a string");
            }
            values.add(parser.apply(each.textValue()));
        }
        return values;
    }

    private static JsonNode array(JsonNode node, String name, int most) {
        JsonNode member = member(node, name);
        if (!member.isArray() || member.size() > most) {
            throw new IllegalArgumentException(name + " is not an array of at most " + most);
        }
        return member;
    }

    private static long integer(JsonNode node, String name, long most) {
        long value = signed(node, name);
        if (value < 0 || value > most) {
            throw new IllegalArgumentException(name + " is out of range: " + value);
        }
        return value;
    }

    private static long signed(JsonNode node, String name) {
        JsonNode member = member(node, name);
        if (!member.isIntegralNumber() || !member.canConvertToLong()) {
            throw new IllegalArgumentException(name + " is not an integer");
        }
        return member.longValue();
    }

    private static JsonNode member(JsonNode node, String name) {
        JsonNode member = node.get(name);
        if (member == null || member.isNull()) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return member;
    }
}
