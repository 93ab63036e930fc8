package channel.every.station;

import channel.every.device.Antenna;
import channel.every.device.ChannelStream;
import channel.every.device.DeviceChannel;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/** The antenna of one device: the station's one multiplex, as well as this device receives it. */
record StationAntenna(Transmitter transmitter, Reception reception) implements Antenna {
    @Override
    public List<DeviceChannel> channels() {
        StationSettings station = transmitter.multiplex().settings();
        boolean atsc = station.standard() == Standard.ATSC;
        return List.of(new DeviceChannel(
                station.channel().toString(),
                station.callsign(),
                station.standard().frequencyHz(),
                station.programNumber(),
                station.transportStreamId(),
                atsc ? OptionalInt.empty() : OptionalInt.of(station.originalNetworkId()),
                atsc ? "MPEG2" : "H264",
                atsc ? "AC3" : "MPEG",
                station.videoSize().height() >= 720,
                false,
                station.muxRate()));
    }

    @Override
    public ChannelStream receive(DeviceChannel channel, String client, Runnable cutOff) {
        StreamClient stream = new StreamClient(reception, cutOff);
        transmitter.attach(stream, reception.delay());
        return new ChannelStream() {
            @Override
            public void pass(OutputStream out, Duration length) throws IOException, InterruptedException {
                stream.write(out, length);
            }

            @Override
            public void close() {
                transmitter.detach(stream);
            }
        };
    }
}
