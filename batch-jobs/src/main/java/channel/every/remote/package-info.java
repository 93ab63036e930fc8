/**
 * The proof across machines: the same recording is encoded on each of them, the reports come back and are compared.
 */
@NullMarked
package channel.every.remote;

import org.jspecify.annotations.NullMarked;
