package channel.every.mesh;

import channel.every.hash.Blake3Hash;
import channel.every.hash.MerkleRoot;
import channel.every.hash.MerkleTree;
import channel.every.identity.Label;
import channel.every.identity.StreamId;
import channel.every.time.ClockAnchor;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one publisher says it holds: the hashes of a run of chunks without a gap, in all its variants. Publishers of one medium differ in
 * what names them and agree in hashes and roots.
 *
 * @param streamId of the stream as a whole
 * @param epochId what the publisher calls the session and clock epoch that the chunks are of
 * @param createdUnixMs when the newest chunk was archived
 * @param chunkStartIndex chunk index of the first chunk
 * @param anchor null where it is not known for these chunks
 * @param profile hash of encode profile, argument plan and encoder build
 * @param locators URLs below which an object is found by its hash; hints
 * @param variants in order of their ids
 */
public record PublisherManifest(
        StreamId streamId,
        Label epochId,
        long createdUnixMs,
        Label sourceNode,
        long chunkStartIndex,
        int totalChunks,
        @Nullable ClockAnchor anchor,
        Blake3Hash profile,
        List<String> locators,
        List<ManifestVariant> variants) {
    /** An hour at the default cadence: about 250 KB of hashes a variant. */
    public static final int MOST_CHUNKS = 4096;

    /** More than any profile has; a bound for what readers take. */
    public static final int MOST_VARIANTS = 64;

    /** As many places as a reader would ever try. */
    static final int MOST_LOCATORS = 16;

    public PublisherManifest {
        if (totalChunks < 1 || totalChunks > MOST_CHUNKS) {
            throw new IllegalArgumentException("total_chunks must be 1 to " + MOST_CHUNKS + ": " + totalChunks);
        }
        if (chunkStartIndex < 0) {
            throw new IllegalArgumentException("chunk_start_index is negative: " + chunkStartIndex);
        }
        if (createdUnixMs < 0) {
            throw new IllegalArgumentException("created_unix_ms is negative: " + createdUnixMs);
        }
        locators = List.copyOf(locators);
        if (locators.size() > MOST_LOCATORS) {
            throw new IllegalArgumentException("more than " + MOST_LOCATORS + " locators: " + locators.size());
        }
        variants = variants.stream()
                .sorted(Comparator.comparing(each -> each.variantId().value()))
                .toList();
        checkVariants(variants, totalChunks);
    }

    private static void checkVariants(List<ManifestVariant> variants, int totalChunks) {
        if (variants.isEmpty() || variants.size() > MOST_VARIANTS) {
            throw new IllegalArgumentException(
                    "a manifest has 1 to " + MOST_VARIANTS + " variants: " + variants.size());
        }
        for (int i = 0; i < variants.size(); i++) {
            ManifestVariant variant = variants.get(i);
            if (i > 0 && variant.variantId().equals(variants.get(i - 1).variantId())) {
                throw new IllegalArgumentException("variant_id \"" + variant.variantId() + "\" stands twice");
            }
            if (variant.chunkHashes().size() != totalChunks) {
                throw new IllegalArgumentException("variant " + variant.variantId() + " has "
                        + variant.chunkHashes().size() + " chunk_hashes where total_chunks is " + totalChunks);
            }
        }
    }

    /** The root over the variants' roots, ordered by variant id; equal for every publisher of these bytes. */
    public MerkleRoot merkleRoot() {
        return MerkleTree.over(variants.stream().map(ManifestVariant::merkleRoot));
    }

    public Optional<ManifestVariant> variant(Label variantId) {
        return variants.stream()
                .filter(each -> each.variantId().equals(variantId))
                .findFirst();
    }

    /** The hash that a chunk's object must have; empty if the manifest does not speak of it. */
    public Optional<Blake3Hash> hash(Label variantId, long chunkIndex) {
        long place = chunkIndex - chunkStartIndex;
        return place < 0 || place >= totalChunks
                ? Optional.empty()
                : variant(variantId).map(each -> each.chunkHashes().get((int) place));
    }
}
