package channel.every.moq.session;

import channel.every.moq.transport.Connection;
import channel.every.moq.wire.LiteVersion;
import channel.every.moq.wire.MoqProtocols;

/** Sessions by the protocol that their connection agreed on. */
public final class Sessions {
    private Sessions() {}

    /** @throws IllegalArgumentException if there are no sessions of that protocol; whoever negotiates offers {@link MoqProtocols#PREFERRED} */
    public static Session over(
            Connection connection, SessionParts parts, Admitting admitting, Session.Listener listener) {
        String protocol = connection.protocol();
        if (protocol.equals(MoqProtocols.MOQT_18)) {
            return new MoqtSession(connection, parts, admitting, listener);
        }
        return LiteVersion.named(protocol)
                .map(version -> new LiteSession(connection, version, parts, admitting, listener))
                .orElseThrow(() -> new IllegalArgumentException(
                        "no sessions of \"" + protocol + "\", but of " + MoqProtocols.PREFERRED));
    }
}
