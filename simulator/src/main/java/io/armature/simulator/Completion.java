package io.armature.simulator;

import io.armature.simulator.writing.Ask;
import io.armature.simulator.writing.Content;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the model says.
 *
 * @param text the answer, or the words of a refusal
 * @param outcome see {@link OneCall#outcome()}
 */
record Completion(String text, String outcome, boolean cut, boolean refused, int promptTokens, int completionTokens) {
    private static final String REFUSAL = "I'm sorry, but I can't help with that.";

    /** Writes the answer, good or spoiled; equal requests, faults and seeds give equal answers, repeats apart. */
    static Completion of(ChatRequest request, Course course, long seed, Written written) {
        RandomGenerator random = Luck.ofContent(seed, request.promptHash());
        Optional<Fault> fault = course.fault();
        JsonNode content = request.ask().isGroup()
                ? together(request.ask(), course.ofMembers(), random)
                : Content.write(request.ask(), random);
        String text = fault.map(f -> spoiled(request, f, content, random, written))
                .orElseGet(() -> good(request, content, written));
        boolean refused = fault.equals(Optional.of(Fault.REFUSED));
        boolean truncated = fault.equals(Optional.of(Fault.TRUNCATED));
        boolean tooLong = Tokens.of(text) > request.maxTokens();
        String said = tooLong ? Tokens.first(text, request.maxTokens()) : text;
        String outcome = fault.or(course::ofSomeMember).map(Fault::toString).orElse(tooLong ? "cut" : "good");
        return new Completion(said, outcome, truncated || tooLong, refused, request.promptTokens(), Tokens.of(said));
    }

    private static String good(ChatRequest request, JsonNode content, Written written) {
        written.remember(request.ask(), content);
        return content.toString();
    }

    /** One entry for each; what is wrong with one is wrong with it alone, and one that cannot be had is left out. */
    private static JsonNode together(Ask ask, List<Optional<Fault>> faults, RandomGenerator random) {
        ObjectNode answer = JsonMapper.shared().createObjectNode();
        ArrayNode items = answer.putArray("items");
        List<Ask> members = ask.members();
        for (int i = 0; i < members.size(); i++) {
            JsonNode content = Content.write(members.get(i), random);
            String id = ask.block("specs").path(i).path("for").asString("");
            entry(members.get(i), content, faults.get(i), random)
                    .ifPresent(one -> items.addObject().put("for", id).set("content", one));
        }
        return answer;
    }

    private static Optional<JsonNode> entry(
            Ask member, JsonNode content, Optional<Fault> fault, RandomGenerator random) {
        return fault.isEmpty()
                ? Optional.of(content)
                : switch (fault.get()) {
                    case RULE -> Optional.of(Content.breakRule(member, content, random));
                    case SCHEMA -> Optional.of(Spoiler.schema(member, content, random));
                    case PROSE, REPEATS -> Optional.of(content);
                    case REFUSED, TRUNCATED, MALFORMED, THROTTLED, ERROR, HANG, DROPPED -> Optional.empty();
                };
    }

    private static String spoiled(
            ChatRequest request, Fault fault, JsonNode content, RandomGenerator random, Written written) {
        return switch (fault) {
            case REFUSED -> REFUSAL;
            case TRUNCATED -> Spoiler.truncated(content.toString(), random);
            case MALFORMED -> Spoiler.malformed(content.toString(), random);
            case PROSE -> Spoiler.prose(content.toString(), random);
            case SCHEMA -> Spoiler.schema(request.ask(), content, random).toString();
            case RULE -> Content.breakRule(request.ask(), content, random).toString();
            case REPEATS ->
                written.again(request.ask(), random)
                        .map(JsonNode::toString)
                        .orElseGet(() -> good(request, content, written));
            case THROTTLED, ERROR, HANG, DROPPED -> throw new IllegalArgumentException(fault + " has no content");
        };
    }

    /** As OpenAI writes it. */
    ObjectNode body(String id, String model, long created, long seed) {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.put("id", id)
                .put("object", "chat.completion")
                .put("created", created)
                .put("model", model)
                .put("system_fingerprint", "invented-content-seed-" + seed);
        ObjectNode choice = body.putArray("choices").addObject().put("index", 0);
        ObjectNode message = choice.putObject("message").put("role", "assistant");
        if (refused) {
            message.putNull("content").put("refusal", text);
        } else {
            message.put("content", text).putNull("refusal");
        }
        choice.putNull("logprobs").put("finish_reason", cut ? "length" : "stop");
        body.putObject("usage")
                .put("prompt_tokens", promptTokens)
                .put("completion_tokens", completionTokens)
                .put("total_tokens", promptTokens + completionTokens);
        return body;
    }
}
