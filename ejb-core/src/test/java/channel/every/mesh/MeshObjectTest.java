package channel.every.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.hash.Blake3;
import channel.every.hash.Blake3Hash;
import channel.every.identity.Label;
import channel.every.identity.StreamId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.GCMSIVBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;

class MeshObjectTest {
    private static final StreamId STREAM =
            StreamId.parse("ec/stream/v1/broadcast/atsc/tsid-2065/program-3/profile-default/variant-720p");
    private static final byte[] SECRET = "correct horse battery staple".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OBJECT = "a window of television".getBytes(StandardCharsets.US_ASCII);
    private static final long CHUNK = 1_780_000_000L;
    private static final ObjectCipher CIPHER = ObjectCipher.secret(STREAM, SECRET);

    /** What docs/MESH_OBJECTS.md tells other implementations is what this one does. */
    @Test
    void the_vectors_of_the_documentation_are_ours() throws IOException {
        String vectors = Files.readString(Path.of("..", "docs", "MESH_OBJECTS.md"));
        ManifestVariant variant = Manifests.manifest("a", 3).variants().getFirst();
        ChunkProof proof = new ChunkProof(Blake3.hash(new byte[] {1}), variant.merkleRoot(), variant.proof(1));
        assertThat(vectors)
                .contains(STREAM.toString(), new String(SECRET, StandardCharsets.US_ASCII))
                .contains(hex(CIPHER.key()), CIPHER.keyId())
                .contains(
                        hex(ObjectCipher.open(STREAM).key()),
                        ObjectCipher.open(STREAM).keyId())
                .contains(hex(ObjectPlace.chunk(CHUNK).nonce()))
                .contains(hex(new ObjectPlace(new Label("manifests"), CHUNK).nonce()))
                .contains(Blake3.hash(OBJECT).toString())
                .contains(hex(CIPHER.seal(ObjectPlace.chunk(CHUNK), OBJECT)))
                .contains(new String(sealed(null).meta().bytes(), StandardCharsets.UTF_8))
                .contains(hex(sealed(null).frame()));
        assertThat(MeshObject.parse(sealed(proof).frame()).meta().proof()).isEqualTo(proof);
    }

    /** RFC 8452 C.2. */
    @Test
    void the_library_makes_what_the_rfc_says() throws Exception {
        GCMSIVBlockCipher cipher = new GCMSIVBlockCipher(AESEngine.newInstance());
        byte[] key = new byte[32];
        key[0] = 1;
        byte[] nonce = new byte[12];
        nonce[0] = 3;
        cipher.init(true, new AEADParameters(new KeyParameter(key), 128, nonce));
        byte[] out = new byte[24];
        byte[] plain = HexFormat.of().parseHex("0100000000000000");
        cipher.processBytes(plain, 0, plain.length, out, 0);
        cipher.doFinal(out, 0);
        assertThat(hex(out)).isEqualTo("c2ef328e5c71c83b843122130f7364b761e0b97427e3df28");
    }

    @Test
    void publishers_that_hold_the_same_send_the_same() {
        assertThat(sealed(null).frame()).isEqualTo(sealed(null).frame());
        assertThat(ObjectCipher.open(STREAM).seal(ObjectPlace.chunk(1), OBJECT))
                .isNotEqualTo(CIPHER.seal(ObjectPlace.chunk(1), OBJECT));
        assertThat(CIPHER.seal(ObjectPlace.chunk(1), OBJECT)).isNotEqualTo(CIPHER.seal(ObjectPlace.chunk(2), OBJECT));
    }

    @Test
    void what_was_sealed_is_opened_at_its_place_with_its_key_and_nowhere_else() {
        MeshObject read = MeshObject.parse(sealed(null).frame());
        assertThat(read.open(CHUNK, CIPHER))
                .isInstanceOfSatisfying(
                        ObjectVerdict.Opened.class,
                        opened -> assertThat(opened.object()).isEqualTo(OBJECT));
        assertThat(reason(read, CHUNK + 1, CIPHER)).contains("its group is");
        assertThat(reason(read, CHUNK, ObjectCipher.open(STREAM))).contains("ours is");
        StreamId other = new StreamId(STREAM.key(), STREAM.profile(), new Label("audio"));
        assertThat(reason(read, CHUNK, ObjectCipher.secret(other, SECRET))).contains("ours is");
    }

    @Test
    void an_object_moved_to_another_group_is_refused_though_its_meta_moves_with_it() {
        ObjectMeta meta = new ObjectMeta(CHUNK + 1, 1001, true, CIPHER.keyId(), Blake3.hash(OBJECT), null);
        MeshObject moved = new MeshObject(meta, sealed(null).bytes());
        assertThat(reason(moved, CHUNK + 1, CIPHER)).contains("tag");
    }

    @Test
    void a_hash_or_a_proof_that_does_not_fit_is_refused() {
        Blake3Hash other = Blake3.hash(new byte[0]);
        ObjectMeta meta = new ObjectMeta(CHUNK, 1001, true, CIPHER.keyId(), other, null);
        assertThat(reason(new MeshObject(meta, sealed(null).bytes()), CHUNK, CIPHER))
                .contains("its meta says");
        ManifestVariant variant = Manifests.manifest("a", 3).variants().getFirst();
        ChunkProof foreign = new ChunkProof(other, variant.merkleRoot(), variant.proof(1));
        assertThat(reason(sealed(foreign), CHUNK, CIPHER)).contains("chunk_proof");
    }

    @Test
    void a_clear_object_is_held_against_its_hash_too() {
        ObjectMeta meta = new ObjectMeta(CHUNK, 1001, true, null, Blake3.hash(OBJECT), null);
        assertThat(MeshObject.parse(new MeshObject(meta, OBJECT).frame()).open(CHUNK, CIPHER))
                .isInstanceOf(ObjectVerdict.Opened.class);
        assertThat(reason(new MeshObject(meta, new byte[5]), CHUNK, CIPHER)).contains("its meta says");
    }

    @Test
    void lengths_that_lie_are_refused_by_name() {
        assertThatThrownBy(() -> MeshObject.parse(new byte[3])).hasMessageContaining("3 bytes");
        assertThatThrownBy(() -> MeshObject.parse(HexFormat.of().parseHex("ffffffff7b7d")))
                .hasMessageContaining("4294967295");
        assertThatThrownBy(() -> MeshObject.parse(HexFormat.of().parseHex("000000037b7d")))
                .hasMessageContaining("meta length 3");
        assertThatThrownBy(() -> MeshObject.parse(HexFormat.of().parseHex("000000027b7d")))
                .hasMessageContaining("timing");
    }

    /** {@code -Dfuzz.inputs=1000000} for the long run. */
    @Test
    void altered_frames_are_refused_and_never_crash() {
        long seed = Long.getLong("seed", new Random().nextLong());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        byte[] frame = sealed(null).frame();
        for (int i = 0; i < Integer.getInteger("fuzz.inputs", 20_000); i++) {
            byte[] broken = Arrays.copyOf(frame, random.nextInt(8) == 0 ? random.nextInt(frame.length) : frame.length);
            for (int flips = random.nextInt(3); flips >= 0 && broken.length > 0; flips--) {
                broken[random.nextInt(broken.length)] ^= (byte) (1 + random.nextInt(255));
            }
            try {
                if (MeshObject.parse(broken).open(CHUNK, CIPHER) instanceof ObjectVerdict.Opened opened) {
                    assertThat(opened.object()).isEqualTo(OBJECT);
                }
            } catch (IllegalArgumentException refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
        }
    }

    private static MeshObject sealed(@org.jspecify.annotations.Nullable ChunkProof proof) {
        return MeshObject.seal(OBJECT, CHUNK, 1001, true, proof, CIPHER);
    }

    private static String reason(MeshObject object, long group, ObjectCipher cipher) {
        return object.open(group, cipher) instanceof ObjectVerdict.Refused refused ? refused.reason() : "opened";
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
