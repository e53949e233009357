package io.armature.models;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What a provider said of an error, in whichever form. */
final class ErrorBody {
    private static final int MOST_CHARACTERS = 1_000;

    private ErrorBody() {}

    /** The message of an error object, or the start of a body of another form. */
    static String message(String body) {
        String message = body;
        try {
            message = JsonMapper.shared()
                    .readTree(body)
                    .path("error")
                    .path("message")
                    .asStringOpt()
                    .orElse(body);
        } catch (JacksonException e) {
            // Gateways answer with HTML or plain text: then that is the message.
        }
        return message.length() <= MOST_CHARACTERS ? message : message.substring(0, MOST_CHARACTERS) + "…";
    }
}
