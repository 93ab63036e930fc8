package channel.every.encode;

import channel.every.json.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A profile of an operator's own, in the form that profiles are printed in. */
final class ProfileFile {
    static final String SUFFIX = ".json";

    /** What is misspelt must not silently mean the default. */
    private static final JsonMapper STRICT = Json.mapper()
            .rebuild()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    private ProfileFile() {}

    /** @throws IllegalArgumentException naming the field, its value and what is allowed */
    static EncodeProfile read(Path file) {
        try {
            JsonNode profile = STRICT.readTree(Files.readAllBytes(file));
            require(file, profile, "", List.of("name", "version", "picture_rate", "rungs", "audio"));
            for (int i = 0; i < profile.path("rungs").size(); i++) {
                List<String> fields = List.of("rendition", "width", "height", "preset", "crf");
                require(file, profile.path("rungs").path(i), "rungs[" + i + "].", fields);
            }
            for (int i = 0; i < profile.path("audio").size(); i++) {
                List<String> fields = List.of("rendition", "bits_per_second", "layout");
                require(file, profile.path("audio").path(i), "audio[" + i + "].", fields);
            }
            return STRICT.treeToValue(profile, EncodeProfile.class);
        } catch (JsonMappingException e) {
            throw new IllegalArgumentException("profile " + file + ": " + place(e) + problem(e), e);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "profile " + file + " is no JSON: " + e.getOriginalMessage() + ", line "
                            + e.getLocation().getLineNr(),
                    e);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read profile " + file + ": " + e.getMessage(), e);
        }
    }

    private static void require(Path file, JsonNode object, String place, List<String> fields) {
        for (String field : fields) {
            if (!object.hasNonNull(field)) {
                throw new IllegalArgumentException("profile " + file + ": " + place + field + " is missing");
            }
        }
    }

    private static String place(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            path.append(
                    step.getFieldName() == null
                            ? "[" + step.getIndex() + "]"
                            : (path.isEmpty() ? "" : ".") + step.getFieldName());
        }
        return path.isEmpty() ? "" : path + ": ";
    }

    private static String problem(JsonMappingException e) {
        String text = e.getCause() instanceof IllegalArgumentException wrong && wrong.getMessage() != null
                ? wrong.getMessage()
                : e.getOriginalMessage();
        return text.lines().findFirst().orElse("");
    }
}
