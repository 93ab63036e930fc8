package channel.every.tuner.hdhomerun;

import java.net.URI;

/**
 * One channel of a lineup.
 *
 * @param guideNumber the virtual channel, {@code 5.1} for ATSC, {@code 5} otherwise
 * @param stream where the device serves its transport stream
 * @param copyProtected the device serves it to no one outside its vendor's own programs
 * @param frequencyHz of its multiplex, 0 when the device does not tell
 * @param program in its multiplex, 0 when the device does not tell
 */
public record LineupChannel(
        String guideNumber, String guideName, URI stream, boolean copyProtected, long frequencyHz, int program) {
    /** The multiplex as a channel reference of its own. */
    public String multiplex() {
        return "ch" + frequencyHz;
    }

    @Override
    public String toString() {
        return guideName.isEmpty() ? guideNumber : guideNumber + ' ' + guideName;
    }
}
