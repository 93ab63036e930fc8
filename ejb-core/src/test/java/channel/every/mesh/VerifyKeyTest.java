package channel.every.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerifyKeyTest {
    /** The group order, RFC 8032 5.1. */
    private static final BigInteger L =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

    /** RFC 8032 7.1, TEST 1: the empty message. */
    private static final SigningKey TEST_1 =
            SigningKey.of(hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));

    private static final byte[] SIGNATURE_1 = hex("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555"
            + "fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");

    @Test
    void test_1_of_rfc_8032_has_the_key_and_signature_given_there() {
        assertThat(TEST_1.verifyKey()).hasToString("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
        assertThat(TEST_1.sign(new byte[0])).isEqualTo(SIGNATURE_1);
        assertThat(TEST_1.verifyKey().verifies(new byte[0], SIGNATURE_1)).isTrue();
    }

    @Test
    void the_jdk_signs_alike_from_the_same_file() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 20; i++) {
            byte[] secret = new byte[32];
            random.nextBytes(secret);
            byte[] message = new byte[random.nextInt(300)];
            random.nextBytes(message);
            SigningKey key = SigningKey.of(secret);
            Signature jdk = Signature.getInstance("Ed25519");
            byte[] der = Base64.getMimeDecoder().decode(key.pem().replaceAll("-----[A-Z ]+-----", ""));
            jdk.initSign(KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(der)));
            jdk.update(message);
            assertThat(key.sign(message)).isEqualTo(jdk.sign());
            assertThat(key.verifyKey().verifies(message, key.sign(message))).isTrue();
            assertThat(SigningKey.parsePem(key.pem()).verifyKey()).isEqualTo(key.verifyKey());
        }
    }

    @ParameterizedTest
    @MethodSource("disputed")
    void a_signature_that_implementations_dispute_is_refused(String line) {
        String[] words = line.split(" ");
        assertThat(accepts(hex(words[1]), hex(words[0]), hex(words[2])))
                .as(words[3])
                .isFalse();
    }

    static Stream<String> disputed() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(VerifyKeyTest.class.getResourceAsStream("ed25519-speccheck.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#"));
        }
    }

    @Test
    void some_of_those_are_right_for_the_library_alone() throws IOException {
        assertThat(disputed().map(line -> line.split(" ")).filter(words -> {
                    byte[] message = hex(words[0]);
                    return Ed25519.verify(hex(words[2]), 0, hex(words[1]), 0, message, 0, message.length);
                }))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0100000000000000000000000000000000000000000000000000000000000000",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0000000000000000000000000000000000000000000000000000000000000080",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
                "0100000000000000000000000000000000000000000000000000000000000080",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
            })
    void every_encoding_of_a_point_of_small_order_is_refused_as_key_and_as_commitment(String point) {
        assertThatThrownBy(() -> VerifyKey.parse(point)).hasMessageContaining(point);
        byte[] signature = SIGNATURE_1.clone();
        System.arraycopy(hex(point), 0, signature, 0, 32);
        assertThat(TEST_1.verifyKey().verifies(new byte[0], signature)).isFalse();
    }

    @Test
    void an_s_that_is_not_reduced_is_refused() {
        BigInteger s = new BigInteger(1, reversed(Arrays.copyOfRange(SIGNATURE_1, 32, 64)));
        for (BigInteger again = s.add(L); again.bitLength() <= 256; again = again.add(L)) {
            byte[] signature = SIGNATURE_1.clone();
            byte[] big = again.toByteArray();
            for (int i = 0; i < 32; i++) {
                signature[32 + i] = i < big.length ? big[big.length - 1 - i] : 0;
            }
            assertThat(TEST_1.verifyKey().verifies(new byte[0], signature)).isFalse();
        }
    }

    @Test
    void no_bit_of_a_signature_can_be_flipped() {
        for (int bit = 0; bit < 512; bit++) {
            byte[] signature = SIGNATURE_1.clone();
            signature[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(TEST_1.verifyKey().verifies(new byte[0], signature))
                    .as("bit " + bit)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 32, 63, 65, 128})
    void what_has_not_64_bytes_is_refused(int length) {
        assertThat(TEST_1.verifyKey().verifies(new byte[0], Arrays.copyOf(SIGNATURE_1, length)))
                .isFalse();
    }

    @Test
    void a_private_key_does_not_print_itself() {
        assertThat(TEST_1).hasToString(TEST_1.verifyKey().id().value());
        assertThatThrownBy(
                        () -> SigningKey.parsePem("-----BEGIN PRIVATE KEY-----\nc2VjcmV0!\n-----END PRIVATE KEY-----"))
                .hasMessageNotContaining("c2VjcmV0");
    }

    private static boolean accepts(byte[] key, byte[] message, byte[] signature) {
        try {
            return VerifyKey.of(key).verifies(message, signature);
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] turned = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            turned[i] = bytes[bytes.length - 1 - i];
        }
        return turned;
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
