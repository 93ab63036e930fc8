package channel.every.device;

import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The tuners of a device: each serves one stream at a time. */
final class TunerBank {
    private final List<VirtualTuner> tuners;

    TunerBank(DeviceProfile profile, InetAddress address, Antenna antenna, InstantSource clock) {
        tuners = IntStream.range(0, profile.tuners())
                .mapToObj(number -> new VirtualTuner(number, profile, address, antenna, clock))
                .toList();
    }

    List<VirtualTuner> all() {
        return tuners;
    }

    int size() {
        return tuners.size();
    }

    Optional<VirtualTuner> at(int number) {
        return number < tuners.size() ? Optional.of(tuners.get(number)) : Optional.empty();
    }

    /** The first tuner that nobody has, now taken. */
    Optional<VirtualTuner> takeAny(DeviceChannel channel, String client) {
        return tuners.stream().filter(t -> t.take(channel, client)).findFirst();
    }

    int inUse() {
        return (int) tuners.stream().filter(VirtualTuner::inUse).count();
    }
}
