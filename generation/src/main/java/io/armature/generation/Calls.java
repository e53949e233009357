package io.armature.generation;

import io.armature.blueprints.Prompt;
import io.armature.blueprints.Stage;
import io.armature.blueprints.Tier;
import io.armature.models.Call;
import io.armature.models.ModelSettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Turns a stage's prompt into a model call. */
final class Calls {
    private Calls() {}

    static Call of(Stage stage, Tier tier, Prompt prompt, int tokens, Duration timeLeft) {
        return new Call(
                tier.model(),
                prompt.system(),
                prompt.turns().stream()
                        .map(turn -> new Call.Message(
                                switch (turn.speaker()) {
                                    case USER -> Call.Role.USER;
                                    case ASSISTANT -> Call.Role.ASSISTANT;
                                },
                                turn.text()))
                        .toList(),
                tokens,
                tier.temperature(),
                timeLeft.compareTo(tier.timeout()) < 0 ? timeLeft : tier.timeout(),
                Optional.of(new Call.OutputSchema(stage.name(), stage.outputSchema())));
    }

    /** SHA-256 over everything that the model is told. */
    static String hash(String model, Prompt prompt) {
        MessageDigest digest = sha256();
        digest.update(model.getBytes(StandardCharsets.UTF_8));
        digest.update(prompt.system().getBytes(StandardCharsets.UTF_8));
        for (Prompt.Turn turn : prompt.turns()) {
            digest.update((byte) turn.speaker().ordinal());
            digest.update(turn.text().getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** SHA-256 over all that an answer depends on: which model of whose, the prompt, and the schema it is held to. */
    static String reuseKey(ModelSettings model, String promptHash, Stage stage) {
        MessageDigest digest = sha256();
        for (String part : List.of(
                model.provider(),
                model.model(),
                promptHash,
                stage.outputSchema().toString())) {
            digest.update(part.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
