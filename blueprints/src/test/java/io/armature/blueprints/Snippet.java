package io.armature.blueprints;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A piece of {@code blueprint.yaml} in the docs. The comment {@code <!-- in: ID -->} above it says of which blueprint
 * it is a piece: a built-in one, or the guide's {@code quiz}. Files that a page shows under their names are that
 * blueprint's, too.
 *
 * @param place for the reader of a failure
 */
record Snippet(String place, String in, String yaml, Map<String, String> files) {
    private static final Pattern NAMED = Pattern.compile("(?m)^`([a-z.-]+)`\\n```[a-z]+\\n(.*?)^```$", Pattern.DOTALL);
    private static final Pattern PIECE =
            Pattern.compile("(?m)^(?:<!-- in: ([a-z-]+) -->|([^\\n]*))\\n```yaml\\n(.*?)^```$", Pattern.DOTALL);
    private static final Path DOCS = Path.of("..", "docs");
    private static final Map<String, BlueprintFiles> BUILT_IN =
            Blueprints.builtIn().stream().collect(Collectors.toMap(Blueprint::id, Blueprint::files));

    /** Those of a page, in order. */
    static List<Snippet> of(String page) throws IOException {
        String text = Files.readString(DOCS.resolve(page));
        Map<String, String> files = named(text);
        List<Snippet> snippets = new ArrayList<>();
        Matcher matcher = PIECE.matcher(text);
        while (matcher.find()) {
            String before = Optional.ofNullable(matcher.group(2)).orElse("");
            if (before.equals("`" + Blueprints.YAML + "`")) {
                continue; // a whole one, which is checked by itself
            }
            long line = text.substring(0, matcher.start(3)).lines().count() + 1;
            String in = Optional.ofNullable(matcher.group(1))
                    .orElseThrow(() -> new IllegalStateException(
                            page + ":" + line + " does not say of which blueprint it is a piece: <!-- in: ID -->"));
            snippets.add(new Snippet(page + ":" + line, in, matcher.group(3), files));
        }
        return snippets;
    }

    /** The blueprint that the guide has its reader write. */
    static BlueprintFiles guide() throws IOException {
        return new BlueprintFiles(named(Files.readString(DOCS.resolve("guide.md"))));
    }

    Snippet saying(String other) {
        return new Snippet(place, in, other, files);
    }

    /** What the checker says of the blueprint with this piece in it. */
    List<Fault> faults() {
        Map<String, String> all = new LinkedHashMap<>(base().byName());
        files.forEach(all::putIfAbsent);
        all.put(Blueprints.YAML, put(yaml, all.getOrDefault(Blueprints.YAML, "")));
        try {
            Blueprints.read(new BlueprintFiles(all), Set.of("cheap", "strong")::contains);
            return List.of();
        } catch (FaultyBlueprintException e) {
            return e.faults();
        }
    }

    private BlueprintFiles base() {
        try {
            return in.equals("quiz") ? guide() : Objects.requireNonNull(BUILT_IN.get(in), "no blueprint " + in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> named(String page) {
        Map<String, String> files = new LinkedHashMap<>();
        Matcher matcher = NAMED.matcher(page);
        while (matcher.find()) {
            files.put(matcher.group(1), matcher.group(2));
        }
        return files;
    }

    private static String put(String piece, String whole) {
        Load load = new Load(LoadSettings.builder().build());
        return new Dump(DumpSettings.builder().build())
                .dumpToString(together(load.loadFromString(whole), load.loadFromString(piece)));
    }

    /** Members of both; lists and values are those of the piece. */
    private static Object together(Object whole, Object piece) {
        if (!(whole instanceof Map<?, ?> members) || !(piece instanceof Map<?, ?> further)) {
            return piece;
        }
        Map<Object, Object> both = new LinkedHashMap<>(members);
        further.forEach((key, value) -> both.merge(key, value, Snippet::together));
        return both;
    }

    @Override
    public String toString() {
        return place + " in " + in;
    }
}
