package channel.every.encode;

import channel.every.identity.Label;
import channel.every.identity.Rendition;
import channel.every.json.Json;
import channel.every.window.AudioWishes;
import channel.every.window.Language;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What windows are encoded to. Two publishers with equal profiles on equal encoder builds make equal bytes of equal windows,
 * whatever their cadence.
 *
 * @param version raised whenever the same name means other bytes
 * @param pictureRate what interlaced sources become
 * @param rungs video renditions, largest first
 * @param audio audio renditions, each of a language of its own if need be
 */
public record EncodeProfile(
        Label name, int version, PictureRate pictureRate, List<Rung> rungs, List<AudioVariant> audio) {
    /** One ffmpeg process makes them all: each costs memory and a decoder feeds every one. */
    public static final int MAX_RENDITIONS = 8;

    /** Members in order of their names and no white space: with ASCII names and integers that is RFC 8785. */
    private static final JsonMapper CANONICAL = Json.mapper()
            .rebuild()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    public EncodeProfile {
        rungs = List.copyOf(rungs);
        audio = List.copyOf(audio);
        if (version < 1) {
            throw new IllegalArgumentException("profile version must be positive: " + version);
        }
        if (rungs.isEmpty() && audio.isEmpty() || rungs.size() + audio.size() > MAX_RENDITIONS) {
            throw new IllegalArgumentException("profile \"" + name + "\" must have 1 to " + MAX_RENDITIONS
                    + " renditions: " + (rungs.size() + audio.size()));
        }
        Set<Rendition> seen = new HashSet<>();
        Stream.concat(rungs.stream().map(Rung::rendition), audio.stream().map(AudioVariant::rendition))
                .filter(rendition -> !seen.add(rendition))
                .findFirst()
                .ifPresent(twice -> {
                    throw new IllegalArgumentException("rendition \"" + twice + "\" is given twice");
                });
    }

    /** The audio streams that windows must carry for this profile; without audio renditions still the first, so that windows stay alike. */
    public AudioWishes audioWishes() {
        List<Language> languages = audio.stream()
                .map(AudioVariant::language)
                .filter(Objects::nonNull)
                .toList();
        return new AudioWishes(languages.size() < audio.size() || audio.isEmpty(), languages);
    }

    /** Canonical JSON (RFC 8785): what {@code profileHash} covers. */
    public String canonicalText() {
        try {
            return CANONICAL.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("profile is not representable as JSON: " + name, e);
        }
    }
}
