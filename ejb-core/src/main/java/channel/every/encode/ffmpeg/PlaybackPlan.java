package channel.every.encode.ffmpeg;

import channel.every.encode.AudioVariant;
import channel.every.encode.PlaybackSettings;
import channel.every.encode.Rung;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The ffmpeg arguments of the continuous playback track: transport stream in, fragmented MP4 out, for as long as there is input. */
record PlaybackPlan(PlaybackSettings settings) {
    /** Everything after the executable's name. */
    List<String> arguments() {
        List<String> words = new ArrayList<>(List.of("-hide_banner", "-nostats", "-v", "level+warning"));
        // source time stamps are kept, so that what plays is when it was on air
        words.addAll(List.of("-copyts", "-f", "mpegts", "-i", "pipe:0", "-map", "0:v:0", "-map", "0:a:0"));
        Rung rung = settings.rung();
        words.addAll(List.of(
                "-vf",
                start() + ",bwdif=mode=send_frame:deint=interlaced,scale=" + rung.width() + ":" + rung.height()
                        + ":flags=bicubic,format=yuv420p"));
        words.addAll(List.of("-c:v", "libx264", "-preset", rung.preset().text(), "-profile:v", "high"));
        words.addAll(List.of("-crf", Integer.toString(rung.crf()), "-force_key_frames", keyframes()));
        words.addAll(
                List.of(
                        "-x264-params",
                        "threads=1:cpu-independent=1:stitchable=1:scenecut=0:keyint=infinite:open-gop=0:bframes=0:rc-lookahead=0"));
        AudioVariant audio = settings.audio();
        words.addAll(List.of("-af", "aresample=48000:async=1:min_hard_comp=0.01", "-c:a", "aac"));
        words.addAll(List.of("-b:a", Integer.toString(audio.bitsPerSecond())));
        words.addAll(List.of("-ac", Integer.toString(audio.layout().channels())));
        words.addAll(List.of("-map_metadata", "-1", "-avoid_negative_ts", "disabled", "-use_editlist", "0"));
        words.addAll(List.of("-movflags", "+frag_keyframe+empty_moov+default_base_moof+skip_trailer+frag_discont"));
        // each fragment leaves when it is whole, not when a buffer is full
        words.addAll(List.of("-flush_packets", "1", "-f", "mp4", "pipe:1"));
        return List.copyOf(words);
    }

    /**
     * Pictures from the first on behind which the source's time stamps pass a multiple of the distance: alike for every encoder of this
     * broadcast, whenever it was started. A thousandth of the distance keeps rounded time stamps on their side.
     */
    private String start() {
        return "select='if(ld(0),1,st(0,gt(floor(t/D+0.001),floor(prev_t/D+0.001))))'".replace("D", distance());
    }

    /** Counted from the first picture, as ffmpeg counts here: that one lies on a multiple, so these do. */
    private String keyframes() {
        return "expr:if(isnan(prev_forced_t),1,gt(floor(t/D+0.001),floor(prev_forced_t/D+0.001)))"
                .replace("D", distance());
    }

    private String distance() {
        return String.format(Locale.ROOT, "%.3f", settings.keyframeMillis() / 1000.0);
    }
}
