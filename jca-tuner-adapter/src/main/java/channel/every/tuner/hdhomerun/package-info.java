/**
 * An HDHomeRun as its client sees it: discovery documents, lineup and streams.
 */
@NullMarked
package channel.every.tuner.hdhomerun;

import org.jspecify.annotations.NullMarked;
