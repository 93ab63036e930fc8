package channel.every.moq.websocket;

import java.util.function.Supplier;

/**
 * What a port answers besides MoQ.
 *
 * @param certificateHash SHA-256 of the certificate that the same node shows over QUIC, in hexadecimal digits: browsers with an {@code http}
 *     address ask for it and trust that one alone. Empty if there is none
 * @param metrics as Prometheus reads them
 */
public record PortPages(Supplier<String> certificateHash, Supplier<String> metrics) {}
