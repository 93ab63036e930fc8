/**
 * What sessions of media over QUIC need of whatever carries them: streams that open, write, end, are reset and are stopped, each direction
 * for itself. QUIC, WebTransport and WebSocket implement it; everything above is told bytes and knows no socket.
 */
@NullMarked
package channel.every.moq.transport;

import org.jspecify.annotations.NullMarked;
