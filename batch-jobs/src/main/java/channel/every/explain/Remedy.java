package channel.every.explain;

import channel.every.proof.ProofCause;
import java.util.List;

/** What to do about a cause. */
final class Remedy {
    private Remedy() {}

    static List<String> of(ProofCause cause) {
        return switch (cause) {
            case RECEPTION ->
                List.of(
                        "Look at the signal of the receiver that is named: antenna, cable, tuner, network.",
                        "ec-node ts-report RECORDING lists its continuity and transport errors by PID.",
                        "If one recording only begins later or ends earlier, compare again with --overlap.");
            case SOURCE ->
                List.of(
                        "Make sure that both receive the same program of the same transmitter: ec-node ts-report on both.",
                        "If they do, something between antenna and encoder changes bytes: a remultiplexer, a disk, memory.",
                        "Keep both inputs: compare them packet by packet (cmp, ec-node ts-report --events).");
            case PHASE ->
                List.of(
                        "Use one cadence everywhere: --chunk-ms, every-channel.chunk-ms.",
                        "Compare the clocks under GET /v1/streams: anchor, table, margin. The one whose margin is small is suspect.",
                        "Restart the publisher that is off; it takes the anchor that the others announce.");
            case ENCODER_BUILD ->
                List.of(
                        "Encode with one profile everywhere: --profile, every-channel.profile.",
                        "Install the same package of ffmpeg everywhere: ffmpeg -version; ldd shows x264 and libc.",
                        "Then prove again: ec-node publisher-proof-remote-compare.");
            case ENCODER_BYTES ->
                List.of(
                        "This must not happen: take one of the two encoders out of service and keep the evidence (--evidence).",
                        "ec-node publisher-proof-duplicates on each machine with one recording: the one that contradicts itself is broken.",
                        "Suspect memory and processor of that machine before the software.");
            case ENCODER_FAILURE ->
                List.of(
                        "Read the failure: it names what ffmpeg said.",
                        "Disk full or memory short: make room and run it again. A job goes on where it was.",
                        "ffmpeg missing or hanging: apt-get install ffmpeg, or set ec.ffmpeg / every-channel.ffmpeg.");
            case UNKNOWN ->
                List.of(
                        "The records lack what would tell: archive with this version, which records source hash and profile.");
        };
    }
}
