/**
 * A virtual HDHomeRun: everything the vendor's own client and any television program expect of one, over whatever an antenna gives.
 */
@NullMarked
package channel.every.device;

import org.jspecify.annotations.NullMarked;
