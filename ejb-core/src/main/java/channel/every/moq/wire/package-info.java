/**
 * The bytes of media over QUIC, one codec a protocol version, without sessions and without media.
 */
@NullMarked
package channel.every.moq.wire;

import org.jspecify.annotations.NullMarked;
