/**
 * The HDHomeRun discovery and control protocol as both of its ends speak it: frames, fields, device numbers.
 */
@NullMarked
package channel.every.tuner.control;

import org.jspecify.annotations.NullMarked;
