package channel.every.web;

import channel.every.json.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Properties;
import java.util.SortedSet;

/** Job parameters from a JSON object of texts, numbers and truth values: Jakarta Batch knows texts alone. */
final class JobParameters {
    private JobParameters() {}

    /**
     * @param body empty for a job without parameters
     * @param known what the job reads: a misspelt name would otherwise be a parameter left away
     */
    static Properties of(String body, SortedSet<String> known) {
        Properties parameters = new Properties();
        for (Map.Entry<String, JsonNode> member : object(body).properties()) {
            if (!known.contains(member.getKey())) {
                throw new ProblemException(Problem.invalid(
                        "parameter",
                        member.getKey(),
                        "the job has none of that name",
                        "it reads " + String.join(", ", known)));
            }
            if (!member.getValue().isValueNode() || member.getValue().isNull()) {
                throw new ProblemException(Problem.invalid(
                        member.getKey(),
                        member.getValue().toString(),
                        "not a text, number or truth value",
                        "give one plain value a parameter; lists are texts as the job describes them"));
            }
            parameters.setProperty(member.getKey(), member.getValue().asText());
        }
        return parameters;
    }

    private static JsonNode object(String body) {
        try {
            JsonNode parsed = Json.mapper().readTree(body.isBlank() ? "{}" : body);
            if (parsed.isObject()) {
                return parsed;
            }
        } catch (JsonProcessingException e) {
            throw notAnObject(
                    body,
                    "not JSON at column " + e.getLocation().getColumnNr() + " of line "
                            + e.getLocation().getLineNr());
        }
        throw notAnObject(body, "not an object");
    }

    private static ProblemException notAnObject(String body, String reason) {
        return new ProblemException(Problem.invalid(
                "body", body, reason, "send a JSON object of parameters, as in {\"input\":\"/data/a.ts\"}"));
    }
}
