package channel.every.device;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** A guide in the XMLTV format, out of what the broadcast itself tells in its EIT and ETT. */
final class XmlTv {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss +0000").withZone(ZoneOffset.UTC);

    private XmlTv() {}

    static String of(List<DeviceChannel> channels, List<GuideEntry> guide) {
        StringBuilder page = new StringBuilder("""
                <?xml version="1.0" encoding="UTF-8"?>
                <!DOCTYPE tv SYSTEM "xmltv.dtd">
                <tv generator-info-name="every.channel">
                """);
        for (DeviceChannel channel : channels) {
            page.append("""
                    <channel id="%1$s"><display-name>%2$s</display-name><display-name>%1$s</display-name></channel>
                    """.formatted(Xml.text(channel.number()), Xml.text(channel.name())));
        }
        guide.forEach(entry -> page.append(programme(entry)));
        return page.append("</tv>\n").toString();
    }

    private static String programme(GuideEntry entry) {
        Instant end = entry.start().plus(entry.duration());
        String about = entry.text().isEmpty() ? "" : "<desc>" + Xml.text(entry.text()) + "</desc>";
        return """
                <programme start="%s" stop="%s" channel="%s"><title>%s</title>%s</programme>
                """.formatted(
                TIME.format(entry.start()), TIME.format(end), Xml.text(entry.number()), Xml.text(entry.title()), about);
    }
}
