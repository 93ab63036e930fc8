/**
 * The deterministic encoder: one fresh ffmpeg process per window. The only room that starts a process.
 */
@NullMarked
package channel.every.encode.ffmpeg;

import org.jspecify.annotations.NullMarked;
