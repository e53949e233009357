package io.armature.generation;

import io.armature.blueprints.Prompt;
import io.armature.blueprints.Prompt.Speaker;
import io.armature.blueprints.Prompt.Turn;
import io.armature.blueprints.Reason;
import io.armature.blueprints.Split;
import io.armature.blueprints.Stage;
import io.armature.blueprints.Tier;
import io.armature.blueprints.Variables;
import io.armature.blueprints.Verdict;
import io.armature.models.Call;
import io.armature.models.ModelSettings;
import io.armature.models.ModelsSettings;
import io.armature.models.ProviderSettings;
import io.armature.models.Reply;
import io.armature.models.Usage;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One tier with a model that replies by script, where time passes only by calls (a second each) and by waiting. Answers
 * are judged by their text: "good", "half" (cut off), anything else is bad.
 */
final class Scene {
    static final Usage USAGE = new Usage(100, 0, 10);
    /** At 1 and 10 dollars per million tokens. */
    static final BigDecimal COST_OF_A_CALL = new BigDecimal("0.000200000000");

    static final int MOST_OF_THE_MODEL = 1_000;

    final List<Call> calls = new ArrayList<>();
    final List<Duration> waits = new ArrayList<>();
    final Kept kept = new Kept();
    Verdict judgeWhole =
            new Verdict.Accepted(JsonMapper.shared().createObjectNode().put("whole", true));
    private final Deque<Reply> script;
    private @Nullable ReusableAnswers reusable;
    private Optional<Duration> reuse = Optional.empty();
    private boolean keeps = false;
    private boolean fallback = false;
    private Optional<Split> split = Optional.empty();
    private Instant now = Instant.EPOCH;
    private Duration callTakes = Duration.ofSeconds(1);

    Scene(Reply... script) {
        this(List.of(script));
    }

    Scene(List<Reply> script) {
        this.script = new ArrayDeque<>(script);
    }

    /** Answers accepted in the last hour may be taken again. */
    Scene reusing(ReusableAnswers answers) {
        reuse = Optional.of(Duration.ofHours(1));
        return keeping(answers);
    }

    /** What is accepted is kept, and not taken again. */
    Scene keeping(ReusableAnswers answers) {
        reusable = answers;
        keeps = true;
        return this;
    }

    /** The work begins on the second tier, after a bad answer of the first. */
    Scene fallback() {
        fallback = true;
        return this;
    }

    /** What stays cut off may be written in two. */
    Scene splitting() {
        split = Optional.of(new InTwo());
        return this;
    }

    Scene callsTake(Duration duration) {
        callTakes = duration;
        return this;
    }

    static Tier tier(int tries) {
        return new Tier("cheap", tries, 100, 200, Duration.ofSeconds(30), Duration.ofSeconds(60), 0.5);
    }

    TierResult run(Tier tier) throws InterruptedException {
        return run(tier, Optional.empty(), Duration.ofDays(1));
    }

    /** The script's last reply is repeated for ever. */
    TierResult run(Tier tier, Optional<BigDecimal> money, Duration deadline) throws InterruptedException {
        Generation tiers = new TierGeneration(
                call -> {
                    calls.add(call);
                    now = now.plus(callTakes);
                    Reply reply = script.size() > 1 ? script.removeFirst() : script.getFirst();
                    return reply;
                },
                settings(),
                clock(),
                wait -> {
                    waits.add(wait);
                    now = now.plus(wait);
                });
        Generation generation = reusable == null ? tiers : new TakingAgain(tiers, settings(), reusable, clock());
        return generation.onTier(new Assignment(
                stage(tier),
                Variables.forSkeleton(JsonMapper.shared().createObjectNode()),
                fallback ? 1 : 0,
                fallback
                        ? Optional.of(new Assignment.BadAnswer(
                                Optional.of("bad"), List.of(new Reason("bad", "", "it is bad"))))
                        : Optional.empty(),
                money,
                Instant.EPOCH.plus(deadline),
                kept));
    }

    static Reply answered(String text) {
        return new Reply.Answered(text, USAGE, Optional.of("req"));
    }

    static ModelsSettings settings() {
        return new ModelsSettings(
                Map.of("p", new ProviderSettings(ProviderSettings.Kind.OPENAI, URI.create("http://h/v1"), null)),
                Map.of(
                        "cheap",
                        new ModelSettings(
                                "p",
                                "m",
                                BigDecimal.ONE,
                                null,
                                BigDecimal.TEN,
                                100_000,
                                MOST_OF_THE_MODEL,
                                true,
                                null,
                                null)));
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
    }

    private Stage stage(Tier tier) {
        return stage(tier, "doc--part");
    }

    /** The outline and the halves are judged as all answers are; a half's content is its prompt's number. */
    private final class InTwo implements Split {
        @Override
        public Stage outline() {
            return stage(
                    new Tier("cheap", 2, 200, 200, Duration.ofSeconds(30), Duration.ofSeconds(60), 0.5), "outline");
        }

        @Override
        public Stage half(JsonNode outline, int number) {
            return stage(
                    new Tier("cheap", 2, 200, 200, Duration.ofSeconds(30), Duration.ofSeconds(60), 0.5),
                    "half " + number);
        }

        @Override
        public JsonNode joined(JsonNode first, JsonNode second) {
            return JsonMapper.shared().createArrayNode().add(first).add(second);
        }

        @Override
        public Verdict judge(JsonNode whole, Variables variables) {
            return judgeWhole;
        }
    }

    private Stage stage(Tier tier, String name) {
        String asked = name.equals("doc--part") ? "ask" : "ask " + name;
        return new Stage() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Optional<Split> split() {
                return name.equals("doc--part") ? split : Optional.empty();
            }

            @Override
            public Stage with(@Nullable String model, boolean fast) {
                return this;
            }

            @Override
            public List<Tier> tiers() {
                return fallback ? List.of(tier(1), tier) : List.of(tier);
            }

            @Override
            public JsonNode outputSchema() {
                return JsonMapper.shared().createObjectNode().put("type", "object");
            }

            @Override
            public Optional<Duration> reuse() {
                return reuse;
            }

            @Override
            public boolean isKept() {
                return keeps;
            }

            @Override
            public Prompt ask(Variables variables) {
                return new Prompt("system", List.of(new Turn(Speaker.USER, asked)));
            }

            @Override
            public Prompt askAgain(Variables variables, Optional<String> badAnswer, List<Reason> reasons) {
                return new Prompt(
                        "system",
                        List.of(
                                new Turn(Speaker.USER, asked),
                                new Turn(Speaker.ASSISTANT, badAnswer.orElse("(not shown)")),
                                new Turn(Speaker.USER, reasons.getFirst().message())));
            }

            @Override
            public Verdict judge(String answer, Variables variables) {
                return switch (answer) {
                    case "good", "{}" ->
                        new Verdict.Accepted(JsonMapper.shared().createObjectNode());
                    case "half" -> new Verdict.CutOff();
                    default -> new Verdict.Rejected(List.of(new Reason("bad", "", "it is " + answer)));
                };
            }
        };
    }
}
