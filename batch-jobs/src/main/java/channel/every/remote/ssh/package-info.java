/**
 * Machines that are reached by SSH, whose host keys must be known.
 */
@NullMarked
package channel.every.remote.ssh;

import org.jspecify.annotations.NullMarked;
