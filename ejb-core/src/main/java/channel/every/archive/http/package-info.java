/**
 * The archive over HTTP: what may be fetched and how much of it, peers' manifests and objects, and a server of both.
 */
@NullMarked
package channel.every.archive.http;

import org.jspecify.annotations.NullMarked;
