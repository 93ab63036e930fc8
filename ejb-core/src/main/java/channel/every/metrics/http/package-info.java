/**
 * A listener of its own for what is scraped apart from everything else.
 */
@NullMarked
package channel.every.metrics.http;

import org.jspecify.annotations.NullMarked;
