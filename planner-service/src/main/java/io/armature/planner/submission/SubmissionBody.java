package io.armature.planner.submission;

import java.io.IOException;
import java.io.InputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the bytes of a body turned out to be. No more of them are read than may be sent. */
sealed interface SubmissionBody {
    /** One JSON value. */
    record Json(JsonNode value) implements SubmissionBody {}

    /** More bytes than are taken. */
    record TooLarge(long most) implements SubmissionBody {}

    /** No JSON, with the place: line and column count from 1; 0 when there is no place. */
    record NotJson(String why, int line, int column) implements SubmissionBody {}

    /** Body and input are one level apart; the input's own depth is bounded when it is checked. */
    int MOST_DEPTH = 100;

    JsonMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MOST_DEPTH)
                            .maxNumberLength(40)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            // A number goes on as it was written: 0.1 stays 0.1, and a large one loses no digit.
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /**
     * Reads a body.
     *
     * @param length as the request tells it, -1 when it does not
     * @param most most bytes that are taken
     * @throws IOException when the caller breaks off
     */
    static SubmissionBody read(InputStream from, long length, int most) throws IOException {
        if (length > most) {
            return new TooLarge(most);
        }
        byte[] bytes = from.readNBytes(most + 1);
        if (bytes.length > most) {
            return new TooLarge(most);
        }
        try {
            JsonNode value = STRICT.readTree(bytes);
            return value.isMissingNode() ? new NotJson("the body is empty", 0, 0) : new Json(value);
        } catch (NumberFormatException e) {
            // Jackson lets it through as it is, without a place.
            return new NotJson("a number has an exponent that is too large", 0, 0);
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            return new NotJson(
                    e.getOriginalMessage(),
                    at == null ? 0 : Math.max(0, at.getLineNr()),
                    at == null ? 0 : Math.max(0, at.getColumnNr()));
        }
    }
}
