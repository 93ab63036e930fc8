package channel.every.window;

import channel.every.ts.TsPacket;
import java.io.ByteArrayOutputStream;
import java.util.Random;

/** One receiver of a simulated broadcast: starts somewhere, loses packets, reads in pieces and asks for windows now and then. */
final class SimulatedReception {
    private static final int LONGEST_BURST = 200;

    private SimulatedReception() {}

    static Receiver of(SimulatedBroadcast broadcast, Random random) {
        byte[] received = received(broadcast, random);
        Receiver receiver = new Receiver(ChopperSettings.recording(broadcast.cadence));
        int pieces = 1 + random.nextInt(40);
        int at = 0;
        while (at < received.length) {
            int piece = Math.min(received.length - at, 1 + random.nextInt(received.length / pieces + 1));
            receiver.chopper.feed(received, at, piece);
            at += piece;
            if (random.nextInt(3) == 0) {
                receiver.chopper.closeDue();
            }
        }
        receiver.chopper.finish();
        return receiver;
    }

    /** At the beginning, anywhere in the first half, or soon after the clock has jumped. */
    private static int start(SimulatedBroadcast broadcast, Random random) {
        if (!broadcast.jumps.isEmpty() && random.nextInt(3) == 0) {
            long moment = broadcast.jumps.getFirst() + random.nextInt(3000) * 27_000L;
            int packet = 0;
            while (packet < broadcast.packets.size() - 1 && broadcast.times.get(packet) < moment) {
                packet++;
            }
            return packet;
        }
        return random.nextInt(3) == 0 ? 0 : random.nextInt(broadcast.packets.size() / 2);
    }

    private static byte[] received(SimulatedBroadcast broadcast, Random random) {
        int count = broadcast.packets.size();
        int start = start(broadcast, random);
        double losses = random.nextBoolean() ? 0 : Math.pow(10, -4 + 2.5 * random.nextDouble());
        ByteArrayOutputStream out = new ByteArrayOutputStream((count - start) * TsPacket.SIZE);
        int lost = 0;
        for (int i = start; i < count; i++) {
            if (lost == 0 && random.nextDouble() < losses) {
                lost = random.nextInt(4) == 0 ? 1 + random.nextInt(LONGEST_BURST) : 1;
            }
            byte[] packet = broadcast.packets.get(i);
            if (lost == 0) {
                out.writeBytes(packet);
            } else {
                lost--;
                // a demodulator may hand on what it could not correct, flagged, its header perhaps wrong
                if (random.nextInt(8) == 0) {
                    byte[] broken = packet.clone();
                    broken[1] |= (byte) 0x80;
                    broken[1 + random.nextInt(187)] ^= (byte) (1 << random.nextInt(7));
                    broken[1] |= (byte) 0x80;
                    out.writeBytes(broken);
                }
            }
        }
        return out.toByteArray();
    }
}
