/**
 * The one JSON mapping of reports and records, so that command line, REST and archive print the same text.
 */
@NullMarked
package channel.every.json;

import org.jspecify.annotations.NullMarked;
