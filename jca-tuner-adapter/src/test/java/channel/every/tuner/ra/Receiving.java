package channel.every.tuner.ra;

import static channel.every.tuner.hdhomerun.Eventually.eventually;

import channel.every.tuner.ChannelTune;
import channel.every.tuner.TunerConnection;
import channel.every.tuner.TunerConnectionFactory;
import channel.every.tuner.hdhomerun.NumberedPackets;
import channel.every.tuner.hdhomerun.PacketCheck;
import channel.every.tuner.hdhomerun.VirtualDevice;
import jakarta.resource.ResourceException;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;

/** Tests of an adapter that receives from one device: at each one's end the device has its tuners back. */
abstract class Receiving {
    /** Falls when the test is over: what a device holds back until then. */
    final CountDownLatch over = new CountDownLatch(1);

    final Container container = new Container();
    final VirtualDevice device;
    final TunerConnectionFactory tuners;

    Receiving(VirtualDevice device, Consumer<TunerResourceAdapter> settings) throws ResourceException {
        this.device = device;
        settings.accept(container.adapter);
        tuners = container.factory();
        container.started();
    }

    @AfterEach
    void stopAndFindNothingLeft() {
        over.countDown();
        container.stop();
        eventually("the device has its tuners back", () -> device.streaming() == 0);
        device.close();
    }

    final ChannelTune tune(String channel) {
        return new ChannelTune(device.base(), channel);
    }

    /** Returns once so many packets came, each in its order. */
    static void readPackets(TunerConnection connection, int packets) throws IOException {
        PacketCheck check = new PacketCheck();
        byte[] buffer = new byte[NumberedPackets.SIZE];
        while (check.packets() < packets) {
            int n = connection.transportStream().readNBytes(buffer, 0, buffer.length);
            check.feed(buffer, n);
        }
    }

    /** What a device does that falls silent. */
    final void untilOver() {
        until(over);
    }

    static void until(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
