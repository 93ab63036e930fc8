/**
 * Convergence measured over time: samples of manifests fetched from running publishers, each compared, and a verdict only when they have
 * agreed for long enough (ECP-0156).
 */
@NullMarked
package channel.every.convergence.measure;

import org.jspecify.annotations.NullMarked;
