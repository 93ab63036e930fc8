/**
 * Nodes that prove over their REST API.
 */
@NullMarked
package channel.every.remote.http;

import org.jspecify.annotations.NullMarked;
