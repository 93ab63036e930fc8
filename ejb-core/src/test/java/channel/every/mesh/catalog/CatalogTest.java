package channel.every.mesh.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.cmaf.SampleEntry;
import channel.every.time.Timescale;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogTest {
    private static final byte[] VIDEO_INIT = {1, 2, 3};
    private static final byte[] AUDIO_INIT = {4, 5, 6, 7};
    private static final List<CatalogTrack> TRACKS = List.of(
            new CatalogTrack(
                    "720p.m4s", new SampleEntry("avc1.640020", 1280, 720, 0, 0), VIDEO_INIT, 29.97, 3_500_000, 1001),
            new CatalogTrack("audio.m4s", new SampleEntry("mp4a.40.2", 0, 0, 48_000, 2), AUDIO_INIT, 0, 128_000, 1001));

    @Test
    void hang_has_a_rendition_a_track_with_its_init_segment_in_it() {
        assertThat(text(new HangCatalog("ec/stream/v1/x", TRACKS).bytes()))
                .isEqualTo("{\"audio\":{\"renditions\":{\"audio.m4s\":{\"bitrate\":128000,\"codec\":\"mp4a.40.2\","
                        + "\"container\":{\"init\":\"BAUGBw==\",\"kind\":\"cmaf\"},\"jitter\":1001,\"numberOfChannels\":2,"
                        + "\"sampleRate\":48000}}},\"everyChannel\":{\"streamId\":\"ec/stream/v1/x\"},"
                        + "\"video\":{\"renditions\":{\"720p.m4s\":{\"bitrate\":3500000,\"codec\":\"avc1.640020\","
                        + "\"codedHeight\":720,\"codedWidth\":1280,\"container\":{\"init\":\"AQID\",\"kind\":\"cmaf\"},"
                        + "\"framerate\":29.97,\"jitter\":1001}}}}");
    }

    @Test
    void msf_lists_tracks_and_beside_them_their_init_segments() {
        assertThat(text(new MsfCatalog(TRACKS).bytes()))
                .isEqualTo("{\"initDataList\":[{\"data\":\"AQID\",\"id\":\"init-720p.m4s\",\"type\":\"inline\"},"
                        + "{\"data\":\"BAUGBw==\",\"id\":\"init-audio.m4s\",\"type\":\"inline\"}],"
                        + "\"tracks\":[{\"altGroup\":1,\"bitrate\":3500000,\"codec\":\"avc1.640020\",\"framerate\":29.97,"
                        + "\"height\":720,\"initRef\":\"init-720p.m4s\",\"isLive\":true,\"jitter\":1001,\"name\":\"720p.m4s\","
                        + "\"packaging\":\"cmaf\",\"renderGroup\":1,\"role\":\"video\",\"width\":1280},"
                        + "{\"altGroup\":2,\"bitrate\":128000,\"channelConfig\":\"2\",\"codec\":\"mp4a.40.2\","
                        + "\"initRef\":\"init-audio.m4s\",\"isLive\":true,\"jitter\":1001,\"name\":\"audio.m4s\","
                        + "\"packaging\":\"cmaf\",\"renderGroup\":1,\"role\":\"audio\",\"samplerate\":48000}],"
                        + "\"version\":\"draft-01\"}");
    }

    @Test
    void a_reader_takes_the_cmaf_renditions_of_anybodys_catalog_and_leaves_the_others() {
        String foreign =
                "{\"video\":{\"renditions\":{\"hd\":{\"codec\":\"avc1.64001f\",\"container\":{\"kind\":\"cmaf\","
                        + "\"init\":\"" + Base64.getEncoder().encodeToString(VIDEO_INIT) + "\"}},"
                        + "\"raw\":{\"codec\":\"vp9\",\"container\":{\"kind\":\"legacy\"}}}},\"chat\":{}}";
        assertThat(HangCatalog.renditions(foreign.getBytes(StandardCharsets.UTF_8)))
                .singleElement()
                .satisfies(only -> {
                    assertThat(only.track()).isEqualTo("hd");
                    assertThat(only.init()).isEqualTo(VIDEO_INIT);
                });
        assertThat(HangCatalog.renditions(new HangCatalog(null, TRACKS).bytes()))
                .extracting(HangCatalog.Rendition::track)
                .containsExactly("720p.m4s", "audio.m4s");
    }

    @Test
    void what_is_no_catalog_is_refused_by_name() {
        assertThatThrownBy(() -> HangCatalog.renditions("[]".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("not a JSON object");
        assertThatThrownBy(() -> HangCatalog.renditions(new byte[(1 << 20) + 1]))
                .hasMessageContaining("at most");
    }

    @Test
    void a_track_is_measured_on_a_window() throws Exception {
        byte[] init = CatalogTest.class
                .getResourceAsStream("/channel/every/cmaf/h264-720p-high-init.mp4")
                .readAllBytes();
        CatalogTrack track = CatalogTrack.measured("720p.m4s", init, Timescale.VIDEO_90K, fragment(30, 3003), 1001);
        assertThat(track.entry().codecs()).isEqualTo("avc1.640020");
        assertThat(track.pictureRate()).isEqualTo(29.97);
        assertThat(track.bitsPerSecond()).isEqualTo(Math.round(fragment(30, 3003).length * 8 / 1.001));
        assertThat(track.jitterMs()).isEqualTo(1001);
    }

    /** {@code moof} and {@code mdat} of equal samples (ISO/IEC 14496-12 8.8). */
    private static byte[] fragment(int samples, int duration) {
        byte[] mfhd = box("mfhd", 0, 1);
        byte[] tfhd = box("tfhd", 0x02_0008, 1, duration);
        byte[] tfdt = box("tfdt", 0, 0);
        byte[] trun = box("trun", 0, samples);
        byte[] traf = around("traf", tfhd, tfdt, trun);
        return joined(around("moof", mfhd, traf), around("mdat", new byte[5000]));
    }

    private static byte[] box(String type, int flags, int... words) {
        ByteBuffer payload = ByteBuffer.allocate(4 + 4 * words.length).putInt(flags);
        for (int word : words) {
            payload.putInt(word);
        }
        return around(type, payload.array());
    }

    private static byte[] around(String type, byte[]... parts) {
        byte[] payload = joined(parts);
        return ByteBuffer.allocate(8 + payload.length)
                .putInt(8 + payload.length)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .put(payload)
                .array();
    }

    private static byte[] joined(byte[]... parts) {
        ByteBuffer all = ByteBuffer.allocate(
                List.of(parts).stream().mapToInt(each -> each.length).sum());
        for (byte[] part : parts) {
            all.put(part);
        }
        return all.array();
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
