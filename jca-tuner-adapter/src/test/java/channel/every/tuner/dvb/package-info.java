/** Linux DVB: against the kernel's headers, against nodes made by hand, and in a guest against the kernel itself. */
@NullMarked
package channel.every.tuner.dvb;

import org.jspecify.annotations.NullMarked;
