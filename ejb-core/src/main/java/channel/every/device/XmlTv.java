package channel.every.device;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** A guide in the XMLTV format, out of what the broadcast itself tells in its EIT. */
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
        for (GuideEntry entry : guide) {
            Instant end = entry.start().plus(entry.duration());
            page.append("""
                    <programme start="%s" stop="%s" channel="%s"><title>%s</title></programme>
                    """.formatted(
                    TIME.format(entry.start()), TIME.format(end), Xml.text(entry.number()), Xml.text(entry.title())));
        }
        return page.append("</tv>\n").toString();
    }
}
