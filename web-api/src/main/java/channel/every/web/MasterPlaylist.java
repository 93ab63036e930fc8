package channel.every.web;

import channel.every.cmaf.SampleEntry;
import channel.every.identity.Rendition;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A multivariant playlist (RFC 8216 4.4.6): every picture with every sound, or the sounds alone for radio. */
final class MasterPlaylist {
    private MasterPlaylist() {}

    /**
     * One rendition that can be played.
     *
     * @param entry from its init segment
     * @param language three letters of ISO 639-2 from there, null if it claims none
     * @param peakBitsPerSecond of the windows in its playlist
     */
    record Variant(
            Rendition rendition,
            SampleEntry entry,
            @Nullable String language,
            long peakBitsPerSecond) {}

    static String render(List<Variant> variants) {
        List<Variant> sounds =
                variants.stream().filter(each -> !each.entry().video()).toList();
        List<Variant> pictures =
                variants.stream().filter(each -> each.entry().video()).toList();
        StringBuilder text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n");
        if (pictures.isEmpty()) {
            sounds.forEach(each ->
                    stream(text, each, each.peakBitsPerSecond(), each.entry().codecs(), ""));
            return text.toString();
        }
        Set<Optional<String>> spoken = new HashSet<>();
        for (Variant sound : sounds) {
            media(text, sound, sound == sounds.getFirst(), spoken.add(Optional.ofNullable(sound.language())));
        }
        // 4.4.6.2: BANDWIDTH and CODECS are those of the picture with the heaviest sound of its group.
        long soundPeak =
                sounds.stream().mapToLong(Variant::peakBitsPerSecond).max().orElse(0);
        String soundCodecs =
                sounds.isEmpty() ? "" : "," + sounds.getFirst().entry().codecs();
        String group = sounds.isEmpty() ? "" : ",AUDIO=\"sound\"";
        for (Variant picture : pictures) {
            String resolution = String.format(
                    Locale.ROOT,
                    ",RESOLUTION=%dx%d",
                    picture.entry().width(),
                    picture.entry().height());
            String codecs = picture.entry().codecs() + soundCodecs;
            stream(text, picture, picture.peakBitsPerSecond() + soundPeak, codecs, resolution + group);
        }
        return text.toString();
    }

    /** 4.4.6.1.1: of a group's members that a player may choose by itself no two are in one language. */
    private static void media(StringBuilder text, Variant sound, boolean first, boolean languageIsNew) {
        text.append("#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"sound\",NAME=\"")
                .append(sound.rendition())
                .append('"');
        if (sound.language() != null) {
            text.append(",LANGUAGE=\"").append(LanguageTag.of(sound.language())).append('"');
        }
        text.append(",DEFAULT=")
                .append(first ? "YES" : "NO")
                .append(",AUTOSELECT=")
                .append(languageIsNew ? "YES" : "NO")
                .append(",URI=\"")
                .append(sound.rendition())
                .append(".m3u8\"\n");
    }

    private static void stream(StringBuilder text, Variant variant, long bandwidth, String codecs, String more) {
        text.append("#EXT-X-STREAM-INF:BANDWIDTH=")
                .append(bandwidth)
                .append(",CODECS=\"")
                .append(codecs)
                .append('"')
                .append(more)
                .append('\n')
                .append(variant.rendition())
                .append(".m3u8\n");
    }
}
