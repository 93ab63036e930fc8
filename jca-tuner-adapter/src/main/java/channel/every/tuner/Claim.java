package channel.every.tuner;

import java.io.Serializable;

/**
 * Who wants a tuner, and what for.
 *
 * @param holder in one line, for those who are refused because of it
 * @param anyDevice whether another device that receives the same broadcast will do when this one has no tuner free. Never for a
 *     proof: two sources behind one tuner would prove nothing.
 */
public record Claim(String holder, Purpose purpose, boolean anyDevice) implements Serializable {
    private static final int LONGEST = 120;

    public Claim {
        if (holder.isBlank() || holder.length() > LONGEST || !holder.matches("[ -~]*")) {
            throw new IllegalArgumentException(
                    "holder of a tuner is 1 to " + LONGEST + " printable ASCII characters: \"" + holder + '"');
        }
        if (anyDevice && purpose == Purpose.PROOF) {
            throw new IllegalArgumentException("a proof receives from its own device alone: " + holder);
        }
    }

    /** Of somebody who watches, from whatever device has the broadcast. */
    public static Claim browsing(String holder) {
        return new Claim(holder, Purpose.BROWSING, true);
    }

    public static Claim recording(String holder) {
        return new Claim(holder, Purpose.RECORDING, true);
    }

    public static Claim proof(String holder) {
        return new Claim(holder, Purpose.PROOF, false);
    }
}
