package channel.every.moq.quic;

/** Where a server's certificate comes from. Asked at each handshake, so that a new one is used without a restart. */
@FunctionalInterface
public interface CertificateSource {
    /** The same object as long as it has not changed. Called on the server's threads, so that it must be quick. */
    ServerIdentity current();
}
