/**
 * Linux DVB, version 5 of its API: frontends, demultiplexers and the transport stream they give, through the kernel's own device nodes.
 */
@NullMarked
package channel.every.tuner.dvb;

import org.jspecify.annotations.NullMarked;
