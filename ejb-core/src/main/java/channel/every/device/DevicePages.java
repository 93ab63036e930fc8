package channel.every.device;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a device says about itself, in the words of info.hdhomerun.com/info/http_api.
 *
 * @param base its address as the client knows it, such as {@code http://127.0.0.1:7061}
 */
record DevicePages(DeviceProfile profile, Antenna antenna, TunerBank tuners, ChannelScan scan, String base) {
    private static final String XML = "application/xml";

    HttpReply root() {
        StringBuilder rows = new StringBuilder();
        for (DeviceChannel channel : antenna.channels()) {
            rows.append("<li><a href=\"%s\">%s %s</a></li>\n"
                    .formatted(stream(channel), Xml.text(channel.number()), Xml.text(channel.name())));
        }
        return HttpReply.page("text/html; charset=utf-8", """
                <!doctype html>
                <html lang="en"><meta charset="utf-8"><title>%1$s</title>
                <h1>%1$s</h1>
                <p>HDHomeRun device %2$s, %3$d tuners, served by every.channel.
                <a href="/lineup.m3u">M3U</a>, <a href="/xmltv.xml">XMLTV</a>, <a href="/lineup.json">lineup</a></p>
                <ul>
                %4$s</ul>
                </html>
                """.formatted(
                        Xml.text(profile.name()), profile.id(), profile.tuners(), rows));
    }

    HttpReply discover() {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("FriendlyName", profile.name());
        page.put("ModelNumber", profile.family().hardware());
        page.put("FirmwareName", profile.family().firmware());
        page.put("FirmwareVersion", DeviceProfile.VERSION);
        page.put("DeviceID", profile.id().toString());
        page.put("DeviceAuth", "every.channel");
        page.put("BaseURL", base);
        page.put("LineupURL", base + "/lineup.json");
        page.put("TunerCount", profile.tuners());
        return HttpReply.json(page);
    }

    /** UPnP, which some programs read instead of discover.json. */
    HttpReply description() {
        return HttpReply.page(XML, """
                <?xml version="1.0" encoding="UTF-8"?>
                <root xmlns="urn:schemas-upnp-org:device-1-0">
                <specVersion><major>1</major><minor>0</minor></specVersion>
                <URLBase>%s</URLBase>
                <device>
                <deviceType>urn:schemas-upnp-org:device:MediaServer:1</deviceType>
                <friendlyName>%s</friendlyName>
                <manufacturer>Silicondust</manufacturer>
                <modelName>%s</modelName>
                <modelNumber>%s</modelNumber>
                <serialNumber>%s</serialNumber>
                <UDN>uuid:%s</UDN>
                </device>
                </root>
                """.formatted(
                        base,
                        Xml.text(profile.name()),
                        profile.family().hardware(),
                        profile.family().hardware(),
                        profile.id(),
                        profile.id()));
    }

    HttpReply lineup() {
        return HttpReply.json(antenna.channels().stream().map(this::lineupEntry).toList());
    }

    private Map<String, Object> lineupEntry(DeviceChannel channel) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("GuideNumber", channel.number());
        entry.put("GuideName", channel.name());
        entry.put("VideoCodec", channel.videoCodec());
        entry.put("AudioCodec", channel.audioCodec());
        entry.put("HD", channel.highDefinition() ? 1 : 0);
        if (channel.copyProtected()) {
            entry.put("DRM", 1);
        }
        entry.put("Frequency", channel.frequencyHz());
        entry.put("TransportStreamID", channel.transportStreamId());
        entry.put("ProgramNumber", channel.program());
        entry.put("URL", stream(channel));
        return entry;
    }

    HttpReply lineupXml() {
        StringBuilder page = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Lineup>\n");
        for (DeviceChannel channel : antenna.channels()) {
            page.append("<Program>");
            lineupEntry(channel)
                    .forEach((name, value) -> page.append("<%1$s>%2$s</%1$s>".formatted(name, Xml.text("" + value))));
            page.append("</Program>\n");
        }
        return HttpReply.page(XML, page.append("</Lineup>\n").toString());
    }

    HttpReply lineupM3u() {
        StringBuilder page = new StringBuilder("#EXTM3U url-tvg=\"" + base + "/xmltv.xml\"\n");
        for (DeviceChannel channel : antenna.channels()) {
            String name = channel.name().replaceAll("[\",\\p{Cntrl}]", " ");
            page.append(
                    "#EXTINF:-1 channel-id=\"%1$s\" tvg-id=\"%1$s\" tvg-chno=\"%1$s\" tvg-name=\"%2$s\",%1$s %2$s\n%3$s\n"
                            .formatted(channel.number(), name, stream(channel)));
        }
        return HttpReply.page("audio/x-mpegurl; charset=utf-8", page.toString());
    }

    HttpReply guide() {
        return HttpReply.page(XML, XmlTv.of(antenna.channels(), antenna.guide()));
    }

    HttpReply lineupStatus() {
        Map<String, Object> page = new LinkedHashMap<>();
        if (scan.running()) {
            page.put("ScanInProgress", 1);
            page.put("Progress", scan.percent());
            page.put("Found", antenna.channels().size() * scan.percent() / 100);
        } else {
            page.put("ScanInProgress", 0);
            page.put("ScanPossible", 1);
            page.put("Source", profile.family().source());
            page.put("SourceList", List.of(profile.family().source()));
        }
        return HttpReply.json(page);
    }

    HttpReply status() {
        return HttpReply.json(tuners.all().stream()
                .map(VirtualTuner::state)
                .map(DevicePages::statusEntry)
                .toList());
    }

    private static Map<String, Object> statusEntry(TunerState state) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("Resource", "tuner" + state.number());
        DeviceChannel virtual = state.virtual();
        if (virtual != null) {
            entry.put("VctNumber", virtual.number());
            entry.put("VctName", virtual.name());
        }
        DeviceChannel tuned = state.tuned();
        if (tuned != null) {
            entry.put("Frequency", tuned.frequencyHz());
            entry.put("SignalStrengthPercent", 100);
            entry.put("SignalQualityPercent", 100);
            entry.put("SymbolQualityPercent", 100);
        }
        if (!state.target().equals("none")) {
            URI target = URI.create(state.target());
            entry.put("TargetIP", target.getHost());
            entry.put("NetworkRate", state.packetsPerSecond() * 188 * 8);
        }
        return entry;
    }

    private String stream(DeviceChannel channel) {
        return base + "/auto/v" + channel.number();
    }
}
