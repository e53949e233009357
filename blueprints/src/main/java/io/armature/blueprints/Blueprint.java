package io.armature.blueprints;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The definition of a kind of document. Immutable and thread-safe. */
public interface Blueprint {
    /** For example {@code meal-day}. */
    String id();

    /** Content hash of the files; equal files, equal version. */
    String version();

    /** The files it was read from. */
    BlueprintFiles files();

    /** For people. */
    String title();

    /** What its items are called, plural, for progress: {@code meals}. */
    String itemNoun();

    /** Longest that a plan may take from its acceptance. */
    Duration deadline();

    /** JSON Schema (2020-12) of the input. */
    JsonNode inputSchema();

    /** Every fault of an input: its schema's and its rules'. Empty when good. */
    List<Reason> checkInput(JsonNode input);

    /** The stage that writes the skeleton; its verdicts also hold that item ids are unique and well formed. */
    Stage skeleton();

    /** The stage that writes the whole document in one call; empty where the blueprint has none. */
    Optional<Stage> single();

    /** Names of the kinds of item. */
    Set<String> kinds();

    /** The stage that writes an item of this kind. */
    Stage item(String kind);

    /** The items of an accepted skeleton, in the document's order. */
    List<ItemSpec> items(JsonNode skeleton);

    /**
     * What an item of this kind sees of those that it depends on: an array of objects with {@code itemId},
     * {@code kind}, {@code title} and {@code content}, as much of it as the blueprint allows. What is cut says so.
     */
    JsonNode results(String kind, List<ItemResult> of);

    /** What its items are offered of a corpus; empty where it has none. */
    Optional<Retrieval> retrieval();

    /** How unlike its items must be; empty where that does not matter. */
    Optional<Distinctness> distinctness();

    /** An accepted skeleton without its items: what every item may see. */
    JsonNode header(JsonNode skeleton);

    /**
     * Puts a document together, in skeleton order.
     *
     * @param contents accepted content by item id; what is missing is left out, or stands as the skeleton has it
     */
    JsonNode assemble(JsonNode skeleton, Map<String, JsonNode> contents);

    /**
     * Whether a document is worth something in which every item is missing, since the skeleton's entries stand there.
     */
    boolean standsWithoutItems();

    /**
     * Checks of the whole document: its schema and rules across items. Only meaningful when every item is there.
     *
     * @return empty when good
     */
    List<Reason> checkDocument(JsonNode input, JsonNode document);

    /** Whether its documents consist of files. */
    boolean hasFiles();

    /** The files of a document, also of a partial one: safe paths, each once. */
    List<DocumentFile> files(JsonNode document);

    /** How many files each item of a document holds, in its order; empty where documents hold no files. */
    List<Integer> fileCounts(JsonNode document);
}
