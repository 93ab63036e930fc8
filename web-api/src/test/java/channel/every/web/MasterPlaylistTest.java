package channel.every.web;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.cmaf.SampleEntry;
import channel.every.identity.Rendition;
import java.util.List;
import org.junit.jupiter.api.Test;

class MasterPlaylistTest {
    private static final MasterPlaylist.Variant VIDEO = new MasterPlaylist.Variant(
            Rendition.of("720p"), new SampleEntry("avc1.640020", 1280, 720, 0, 0), 3_500_000);
    private static final MasterPlaylist.Variant AUDIO =
            new MasterPlaylist.Variant(Rendition.of("audio"), new SampleEntry("mp4a.40.2", 0, 0, 48_000, 2), 130_000);

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
