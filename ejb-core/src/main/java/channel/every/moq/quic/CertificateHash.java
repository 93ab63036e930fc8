package channel.every.moq.quic;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;

/**
 * SHA-256 of a certificate as it travels (DER).
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record CertificateHash(String hex) {
    private static final int DIGITS = 64;

    public CertificateHash {
        hex = hex.replace(":", "").toLowerCase(Locale.ROOT);
        if (hex.length() != DIGITS || !hex.chars().allMatch(digit -> Character.digit(digit, 16) >= 0)) {
            throw new IllegalArgumentException(
                    "a certificate's hash is SHA-256 in 64 hexadecimal digits, not \"" + hex + '"');
        }
    }

    static CertificateHash of(X509Certificate certificate) {
        try {
            return new CertificateHash(HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded())));
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return hex;
    }
}
