package channel.every.web;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.cmaf.SampleEntry;
import channel.every.identity.Rendition;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MasterPlaylistTest {
    private static final MasterPlaylist.Variant VIDEO = new MasterPlaylist.Variant(
            Rendition.of("720p"), new SampleEntry("avc1.640020", 1280, 720, 0, 0), null, 3_500_000);
    private static final MasterPlaylist.Variant AUDIO = sound("audio", null);

    @Test
    void a_picture_refers_to_the_sound_as_a_group_and_counts_it() {
        assertThat(MasterPlaylist.render(List.of(VIDEO, AUDIO))).isEqualTo("""
                #EXTM3U
                #EXT-X-VERSION:7
                #EXT-X-INDEPENDENT-SEGMENTS
                #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="audio",DEFAULT=YES,AUTOSELECT=YES,URI="audio.m3u8"
                #EXT-X-STREAM-INF:BANDWIDTH=3630000,CODECS="avc1.640020,mp4a.40.2",RESOLUTION=1280x720,AUDIO="sound"
                720p.m3u8
                """);
    }

    @Test
    void sounds_tell_their_languages_and_a_player_chooses_among_one_of_each() {
        List<MasterPlaylist.Variant> variants =
                List.of(VIDEO, sound("eng-5.1", "eng"), sound("eng", "eng"), sound("spa", "spa"), AUDIO);
        assertThat(MasterPlaylist.render(variants)).contains("""
                NAME="eng-5.1",LANGUAGE="en",DEFAULT=YES,AUTOSELECT=YES,URI="eng-5.1.m3u8"
                #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="eng",LANGUAGE="en",DEFAULT=NO,AUTOSELECT=NO,URI="eng.m3u8"
                #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="spa",LANGUAGE="es",DEFAULT=NO,AUTOSELECT=YES,URI="spa.m3u8"
                #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="audio",DEFAULT=NO,AUTOSELECT=YES,URI="audio.m3u8"
                """);
    }

    private static MasterPlaylist.Variant sound(String rendition, @Nullable String language) {
        return new MasterPlaylist.Variant(
                Rendition.of(rendition), new SampleEntry("mp4a.40.2", 0, 0, 48_000, 2), language, 130_000);
    }

    @Test
    void radio_is_a_stream_of_its_sound() {
        assertThat(MasterPlaylist.render(List.of(AUDIO)))
                .endsWith("#EXT-X-STREAM-INF:BANDWIDTH=130000,CODECS=\"mp4a.40.2\"\naudio.m3u8\n")
                .doesNotContain("EXT-X-MEDIA:");
    }

    @Test
    void a_picture_without_sound_promises_none() {
        assertThat(MasterPlaylist.render(List.of(VIDEO)))
                .endsWith(
                        "#EXT-X-STREAM-INF:BANDWIDTH=3500000,CODECS=\"avc1.640020\",RESOLUTION=1280x720\n720p.m3u8\n");
    }
}
