package channel.every.moq.quic;

/** What is counted of a server's connections, each by the name that its metric bears. */
public enum QuicCount {
    /** Handed to the acceptor. */
    ACCEPTED("accepted"),
    /** More than {@link QuicLimits#mostConnections()}. */
    REFUSED_FULL("refused_full"),
    /** No certificate, no common protocol, or no QUIC that we understand. */
    REFUSED_HANDSHAKE("refused_handshake"),
    /** Not open within {@link QuicLimits#handshake()}. */
    REFUSED_SLOW("refused_slow"),
    /** A request over HTTP/3 that opened no session. */
    REFUSED_REQUEST("refused_request"),
    /** Asked to prove their address first, since many connections were half open. */
    ADDRESS_ASKED("address_asked"),
    CLOSED_HERE("closed_here"),
    CLOSED_BY_PEER("closed_by_peer"),
    CLOSED_IDLE("closed_idle"),
    /** The peer broke QUIC, or the network below. */
    CLOSED_BROKEN("closed_broken");

    private final String label;

    QuicCount(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
