package io.armature.blueprints;

import com.samskivert.mustache.Template;
import dev.cel.common.CelValidationException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads a blueprint from its files, and says everything that is wrong with them at once. */
final class BlueprintReader {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final Pattern DURATION = Pattern.compile("(\\d+)(ms|s|m|h)");
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,62}");

    private final BlueprintFiles files;
    private final Faults faults;

    BlueprintReader(BlueprintFiles files) {
        this.files = files;
        this.faults = new Faults(files);
    }

    Blueprint read() {
        Format format = format();
        Optional<String> id = faults.required(format.id(), "id").filter(this::wellFormedId);
        Optional<Duration> deadline =
                faults.required(format.deadline(), "deadline").flatMap(d -> duration(d, "deadline"));
        Optional<Format.Input> input = faults.required(format.input(), "input");
        Optional<AnswerSchema> inputSchema = input.flatMap(i -> schema(i.schema(), "input.schema"));
        List<Rule> inputRules =
                input.map(i -> rules(i.rules(), Set.of("input"))).orElse(List.of());
        Optional<ItemsOfSkeleton> items =
                faults.required(format.items(), "items").flatMap(this::items);
        Map<String, Stage> stages = new LinkedHashMap<>();
        String name = id.orElse("?");
        faults.required(format.kinds(), "kinds")
                .orElse(Map.of())
                .forEach((kind, stage) -> stage(
                                name + "--" + kind,
                                "kinds." + kind,
                                stage,
                                Set.of("input", "header", "spec", "content"),
                                c -> List.of())
                        .ifPresent(read -> stages.put(kind, read)));
        Optional<Stage> skeleton = faults.required(format.skeleton(), "skeleton")
                .flatMap(s -> stage(
                        name + "--skeleton",
                        "skeleton",
                        s,
                        Set.of("input", "content"),
                        c -> items.map(i -> i.check(c)).orElse(List.of())));
        items.filter(i -> format.kinds() != null && !format.kinds().containsKey(i.kind()))
                .ifPresent(i -> faults.inYaml(
                        "kind:", "items.kind is '" + i.kind() + "', which is not under kinds", "Add it there"));
        Format.Document document =
                Objects.requireNonNullElse(format.document(), new Format.Document("items", null, null));
        Optional<AnswerSchema> documentSchema =
                document.schema() == null ? Optional.empty() : schema(document.schema(), "document.schema");
        List<Rule> documentRules = rules(document.rules(), Set.of("input", "content"));
        faults.throwIfAny();
        return new ReadBlueprint(
                id.orElseThrow(),
                version(files),
                files,
                Objects.requireNonNullElse(format.title(), id.orElseThrow()),
                Objects.requireNonNullElse(format.itemNoun(), "items"),
                deadline.orElseThrow(),
                inputSchema.orElseThrow(),
                inputRules,
                skeleton.orElseThrow(),
                items.orElseThrow(),
                Map.copyOf(stages),
                Objects.requireNonNullElse(document.items(), "items"),
                documentSchema,
                documentRules);
    }

    private Format format() {
        String text = files.byName().get(Faults.YAML);
        if (text == null) {
            faults.add(Faults.YAML, 0, "the file is missing", "A blueprint's folder holds a " + Faults.YAML);
            faults.throwIfAny();
            throw new IllegalStateException();
        }
        try {
            return YAML.readValue(text, Format.class);
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            faults.add(
                    Faults.YAML,
                    line,
                    e.getOriginalMessage().lines().findFirst().orElse("not YAML"),
                    "See docs/blueprints.md for the format");
            faults.throwIfAny();
            throw new IllegalStateException(e);
        }
    }

    private boolean wellFormedId(String id) {
        boolean good = ID.matcher(id).matches();
        if (!good) {
            faults.inYaml(
                    "id:",
                    "the id '" + id + "' is not well formed",
                    "Use a lower-case letter, then letters, digits and hyphens");
        }
        return good;
    }

    private Optional<ItemsOfSkeleton> items(Format.Items items) {
        Optional<String> each = faults.required(items.each(), "items.each");
        Optional<String> id = faults.required(items.id(), "items.id");
        Optional<String> kind = faults.required(items.kind(), "items.kind");
        if (each.isEmpty() || id.isEmpty() || kind.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ItemsOfSkeleton(
                each.get(), id.get(), Objects.requireNonNullElse(items.title(), id.get()), kind.get()));
    }

    private Optional<Stage> stage(
            String name,
            String path,
            Format.StageFormat stage,
            Collection<String> variables,
            Function<JsonNode, List<Reason>> further) {
        Optional<AnswerSchema> schema = schema(stage.schema(), path + ".schema");
        Optional<Template> system = template(stage.system(), path + ".system");
        Optional<Template> ask = template(stage.ask(), path + ".ask");
        List<Tier> tiers = faults.required(stage.tiers(), path + ".tiers").orElse(List.of()).stream()
                .flatMap(tier -> tier(tier, path + ".tiers").stream())
                .toList();
        List<Rule> rules = rules(stage.rules(), variables);
        if (tiers.isEmpty()) {
            faults.inYaml("tiers", "'" + path + ".tiers' has no usable tier", "Name at least one model");
        }
        if (schema.isEmpty() || system.isEmpty() || ask.isEmpty() || tiers.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ReadStage(name, tiers, schema.get(), system.get(), ask.get(), rules, further));
    }

    private Optional<Tier> tier(Format.TierFormat tier, String path) {
        Optional<String> model = faults.required(tier.model(), path + ".model");
        Optional<Integer> maxTokens = faults.required(tier.maxTokens(), path + ".maxTokens");
        Optional<Duration> timeout = duration(Objects.requireNonNullElse(tier.timeout(), "60s"), path + ".timeout");
        Optional<Duration> patience = duration(Objects.requireNonNullElse(tier.patience(), "5m"), path + ".patience");
        if (model.isEmpty() || maxTokens.isEmpty() || timeout.isEmpty() || patience.isEmpty()) {
            return Optional.empty();
        }
        return faults.attempt(
                Faults.YAML,
                faults.lineOf(Faults.YAML, "tiers"),
                () -> new Tier(
                        model.get(),
                        Objects.requireNonNullElse(tier.tries(), 2),
                        maxTokens.get(),
                        Objects.requireNonNullElse(tier.maxTokensOnceCut(), maxTokens.get()),
                        timeout.get(),
                        patience.get(),
                        Objects.requireNonNullElse(tier.temperature(), 0.7)));
    }

    private List<Rule> rules(@Nullable List<Format.RuleFormat> rules, Collection<String> variables) {
        List<Rule> compiled = new ArrayList<>();
        Expressions expressions = new Expressions(variables);
        for (Format.RuleFormat rule : Objects.requireNonNullElse(rules, List.<Format.RuleFormat>of())) {
            Optional<String> id = faults.required(rule.id(), "rules.id");
            Optional<String> check = faults.required(rule.check(), "rules.check");
            Optional<String> message = faults.required(rule.message(), "rules.message");
            if (id.isPresent() && check.isPresent() && message.isPresent()) {
                try {
                    String pointer = Objects.requireNonNullElse(rule.pointer(), "");
                    compiled.add(Rule.compile(expressions, id.get(), pointer, check.get(), message.get()));
                } catch (CelValidationException e) {
                    faults.expression(id.get(), e);
                }
            }
        }
        return compiled;
    }

    private Optional<AnswerSchema> schema(@Nullable String name, String path) {
        return faults.file(name, path)
                .flatMap(text -> faults.attempt(
                        Objects.requireNonNullElse(name, ""),
                        0,
                        () -> new AnswerSchema(JsonMapper.shared().readTree(text))));
    }

    private Optional<Template> template(@Nullable String name, String path) {
        return faults.file(name, path)
                .flatMap(
                        text -> faults.attempt(Objects.requireNonNullElse(name, ""), 0, () -> Templates.compile(text)));
    }

    private Optional<Duration> duration(String text, String path) {
        Matcher matcher = DURATION.matcher(text);
        try {
            if (matcher.matches()) {
                return Optional.of(Duration.parse(
                        matcher.group(2).equals("ms")
                                ? "PT" + Long.parseLong(matcher.group(1)) / 1000.0 + "S"
                                : "PT" + matcher.group(1) + matcher.group(2)));
            }
        } catch (DateTimeParseException e) {
            // Told below.
        }
        faults.inYaml(text, "'" + path + "' is '" + text + "', which is no duration", "Write 500ms, 30s, 10m or 1h");
        return Optional.empty();
    }

    /** The first 16 hexadecimal digits of a SHA-256 over names and texts. */
    private static String version(BlueprintFiles files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            files.byName().forEach((name, text) -> {
                digest.update(name.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
                digest.update(text.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            });
            return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
