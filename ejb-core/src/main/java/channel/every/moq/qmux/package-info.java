/**
 * QUIC's streams over one ordered channel of messages, as WebSockets are (draft-lcurley-qmux-websocket, draft-ietf-quic-qmux): for clients
 * without QUIC and for networks that let no UDP through.
 */
@NullMarked
package channel.every.moq.qmux;

import org.jspecify.annotations.NullMarked;
