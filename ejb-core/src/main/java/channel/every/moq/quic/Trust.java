package channel.every.moq.quic;

import java.util.Set;

/** Which servers a client believes. */
public sealed interface Trust {
    /** Whose certificate an authority that this Java knows vouches for, and that bears the name of the URL. */
    record Authorities() implements Trust {}

    /** Whose own certificate has one of these hashes, whatever its name and whoever vouches for it. */
    record Hashes(Set<CertificateHash> hashes) implements Trust {
        public Hashes {
            hashes = Set.copyOf(hashes);
            if (hashes.isEmpty()) {
                throw new IllegalArgumentException("no certificate hash to trust");
            }
        }
    }

    /** All. For development only: whoever sits between may read and change what is sent. */
    record InsecureForDevelopment() implements Trust {}
}
