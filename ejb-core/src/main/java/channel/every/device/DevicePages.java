package channel.every.station;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a device says about itself, in the words of info.hdhomerun.com/info/http_api.
 *
 * @param base its address as the client knows it, such as {@code http://127.0.0.1:7061}
 */
record DevicePages(DeviceSettings device, StationSettings station, String base) {
    HttpReply discover() {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("FriendlyName", device.name());
        page.put("ModelNumber", station.standard() == Standard.ATSC ? "HDHR5-2US" : "HDHR5-2DT");
        page.put("FirmwareName", station.standard() == Standard.ATSC ? "hdhomerun5_atsc" : "hdhomerun5_dvbt");
        page.put("FirmwareVersion", "20250815");
        page.put("DeviceID", DeviceId.named(device.name()).toString());
        page.put("DeviceAuth", "every.channel");
        page.put("BaseURL", base);
        page.put("LineupURL", base + "/lineup.json");
        page.put("TunerCount", device.tuners());
        return HttpReply.json(page);
    }

    HttpReply lineup() {
        Map<String, Object> channel = new LinkedHashMap<>();
        channel.put("GuideNumber", station.channel().toString());
        channel.put("GuideName", station.callsign());
        channel.put("VideoCodec", station.standard() == Standard.ATSC ? "MPEG2" : "H264");
        channel.put("AudioCodec", station.standard() == Standard.ATSC ? "AC3" : "MPEG");
        channel.put("HD", station.videoSize().height() >= 720 ? 1 : 0);
        channel.put("URL", base + "/auto/v" + station.channel());
        return HttpReply.json(List.of(channel));
    }

    HttpReply lineupStatus() {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("ScanInProgress", 0);
        page.put("ScanPossible", 1);
        page.put("Source", "Antenna");
        page.put("SourceList", List.of("Antenna"));
        return HttpReply.json(page);
    }
}
