package channel.every.moq.qmux;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the two ends of a WebSocket agree on: {@code qmux-01.moqt-18}.
 *
 * @param protocol by the name that QUIC's ALPN has for it
 */
public record Subprotocol(QmuxVersion version, String protocol) {
    /** The newest draft first: it is what peers prefer too. */
    private static final List<QmuxVersion> VERSIONS =
            List.of(QmuxVersion.QMUX_02, QmuxVersion.QMUX_01, QmuxVersion.QMUX_00);

    public String name() {
        return version.label() + "." + protocol;
    }

    /** Every way to speak these, the best first. */
    public static List<Subprotocol> of(Collection<String> protocols) {
        return protocols.stream()
                .flatMap(protocol -> VERSIONS.stream().map(version -> new Subprotocol(version, protocol)))
                .toList();
    }

    /** The best that was offered. The order is this side's: others would stay at the oldest draft that anybody offers. */
    public static Optional<Subprotocol> choose(Collection<String> offered, Collection<String> protocols) {
        return of(protocols).stream()
                .filter(each -> offered.contains(each.name()))
                .findFirst();
    }

    public static Optional<Subprotocol> named(String name) {
        return Stream.of(QmuxVersion.values())
                .filter(version -> name.startsWith(version.label() + "."))
                .map(version ->
                        new Subprotocol(version, name.substring(version.label().length() + 1)))
                .findFirst();
    }
}
