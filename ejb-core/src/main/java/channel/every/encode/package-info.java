/**
 * What an encoder is asked for and answers: profiles with rungs, windows in, init segments and fragments out.
 */
@NullMarked
package channel.every.encode;

import org.jspecify.annotations.NullMarked;
