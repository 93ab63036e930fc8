/**
 * The {@code ec-node} command line: one class per command, exit codes 0 done, 1 not proven, 2 bad usage or input, 3 I/O or remote failure.
 */
@NullMarked
package channel.every.cli;

import org.jspecify.annotations.NullMarked;
