package channel.every.moq.wire;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Inputs that are nearly messages: known ones with bytes changed, cut or followed by others, or bytes of no message at all. */
public final class FuzzedBytes {
    /** {@code -Dfuzz.inputs=1000000} for the long run. */
    public static final int INPUTS = Integer.getInteger("fuzz.inputs", 20_000);

    private final Random random;
    private final List<byte[]> known;

    public FuzzedBytes(Random random, List<String> known) {
        this.random = random;
        this.known = known.stream().map(HexFormat.of()::parseHex).toList();
    }

    /** Prints the seed, from which {@code -Dseed} replays. */
    public static Random seeded(String of) {
        long seed = Long.getLong("seed", new Random().nextLong());
        System.out.println(of + " seed " + seed);
        return new Random(seed);
    }

    public byte[] next() {
        byte[] input = random.nextInt(4) == 0
                ? new byte[random.nextInt(64)]
                : known.get(random.nextInt(known.size())).clone();
        if (random.nextInt(8) == 0) {
            byte[] second = known.get(random.nextInt(known.size()));
            int length = input.length;
            input = Arrays.copyOf(input, length + second.length);
            System.arraycopy(second, 0, input, length, second.length);
        }
        input = Arrays.copyOf(input, Math.max(0, input.length + random.nextInt(9) - 4));
        for (int flips = random.nextInt(4); flips > 0 && input.length > 0; flips--) {
            input[random.nextInt(input.length)] = (byte) random.nextInt(256);
        }
        return input;
    }
}
