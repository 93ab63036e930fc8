/**
 * The model that all versions of media over QUIC share: an origin announces broadcasts, these have tracks, tracks groups, groups frames.
 * Who produces appends, who consumes reads at its own pace; nobody waits for anybody, and what nobody can use any more is let go of. It
 * knows no media, no protocol and no socket: {@code moq.session} brings it to a peer.
 */
@NullMarked
package channel.every.moq;

import org.jspecify.annotations.NullMarked;
