package channel.every.proof;

import channel.every.cmaf.Fragment;
import channel.every.hash.Blake3;
import channel.every.hash.Blake3Hash;

/**
 * What a report says of one fragment.
 *
 * @param size in bytes
 * @param decodeTime on the shared clock, in ticks of {@code timescale}
 * @param timescale ticks per second
 * @param duration in ticks of {@code timescale}
 */
public record ProofFragment(Blake3Hash hash, long size, long decodeTime, int timescale, long duration) {
    static ProofFragment of(Fragment fragment) {
        return new ProofFragment(
                Blake3.hash(fragment.bytes()),
                fragment.bytes().length,
                fragment.decodeTime(),
                fragment.timescale().ticksPerSecond(),
                fragment.duration());
    }
}
