package io.armature.blueprints;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * YAML with the place of everything in it, and only what blueprints need: one document, no anchors, aliases or tags,
 * every key once; at most {@value #MOST_CHARACTERS} characters, {@value #MOST_DEPTH} levels.
 */
final class Yaml {
    static final int MOST_CHARACTERS = 500_000;
    static final int MOST_DEPTH = 30;

    private final Faults faults;
    private final String file;
    private final Iterator<Event> events;

    /** A value and where it stands. */
    sealed interface Node {
        Place place();
    }

    /** Line and column, from 1. */
    record Place(int line, int column) {}

    /** Text, a number or a word; {@code plain} when it stands without quotes on one line. */
    record Scalar(String text, boolean plain, Place place) implements Node {}

    record Sequence(List<Node> entries, Place place) implements Node {}

    record Mapping(Map<String, Node> members, Map<String, Place> keys, Place place) implements Node {}

    private Yaml(Faults faults, String file, String text) {
        this.faults = faults;
        this.file = file;
        this.events = new Parse(LoadSettings.builder()
                        .setLabel(file)
                        .setCodePointLimit(MOST_CHARACTERS)
                        .build())
                .parseString(text)
                .iterator();
    }

    /** Reads it, or tells the first fault of its form; doubled keys are all told. */
    static Optional<Node> read(Faults faults, String file, String text) {
        if (text.length() > MOST_CHARACTERS) {
            faults.add(
                    file,
                    "the file has " + text.length() + " characters",
                    "Keep it below " + MOST_CHARACTERS + "; long texts belong into prompt files");
            return Optional.empty();
        }
        try {
            return Optional.of(new Yaml(faults, file, text).document());
        } catch (Refused e) {
            faults.add(file, e.place, e.what, e.mend);
        } catch (MarkedYamlEngineException e) {
            String what = Optional.ofNullable(e.getProblem()).orElse("it is no YAML");
            faults.add(
                    file,
                    e.getProblemMark().map(Yaml::place).orElse(new Place(0, 0)),
                    "this is no YAML: " + Reasons.trimmed(Reasons.oneLine(what), 200),
                    "Mind indentation and quotes; a text with ': ' or '#' in it needs quotes");
        } catch (YamlEngineException e) {
            faults.add(
                    file,
                    "this is no YAML: " + Reasons.trimmed(Reasons.oneLine(String.valueOf(e.getMessage())), 200),
                    "Write it as UTF-8 text without control characters");
        }
        return Optional.empty();
    }

    private Node document() {
        events.next(); // the stream's start
        if (events.next().getEventId() == Event.ID.StreamEnd) {
            throw new Refused(new Place(1, 1), "the file is empty", "Begin with 'id:'");
        }
        Node node = node(events.next(), 0);
        events.next(); // the document's end
        Event end = events.next();
        if (end.getEventId() != Event.ID.StreamEnd) {
            throw new Refused(place(end), "a second document begins here", "Keep one document, without '---' after it");
        }
        return node;
    }

    private Node node(Event event, int depth) {
        Place place = place(event);
        if (event instanceof AliasEvent) {
            throw new Refused(place, "aliases (*name) are not read", "Write it out; what is said twice is read twice");
        }
        if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
            throw new Refused(place, "anchors (&name) are not read", "Leave the anchor out");
        }
        if (depth > MOST_DEPTH) {
            throw new Refused(place, "it is nested deeper than " + MOST_DEPTH + " levels", "Write it flatter");
        }
        return switch (event) {
            case ScalarEvent scalar -> scalar(scalar, place);
            case SequenceStartEvent sequence -> {
                refuseTag(sequence.getTag(), place);
                yield new Sequence(entries(depth), place);
            }
            case MappingStartEvent mapping -> {
                refuseTag(mapping.getTag(), place);
                yield mapping(place, depth);
            }
            default -> throw new Refused(place, "something is missing here", "Mind the indentation");
        };
    }

    private static Scalar scalar(ScalarEvent scalar, Place place) {
        refuseTag(scalar.getTag(), place);
        return new Scalar(scalar.getValue(), scalar.isPlain(), place);
    }

    private List<Node> entries(int depth) {
        List<Node> entries = new ArrayList<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            entries.add(node(event, depth + 1));
        }
        return entries;
    }

    private Mapping mapping(Place place, int depth) {
        Map<String, Node> members = new LinkedHashMap<>();
        Map<String, Place> keys = new LinkedHashMap<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            if (!(node(event, depth + 1) instanceof Scalar key)) {
                throw new Refused(place(event), "a key must be a word", "Quote it if it holds brackets or braces");
            }
            Node value = node(events.next(), depth + 1);
            Place before = keys.putIfAbsent(key.text(), key.place());
            if (before == null) {
                members.put(key.text(), value);
            } else {
                faults.add(
                        file,
                        key.place(),
                        "the key '" + Reasons.trimmed(key.text(), 60) + "' stands in line " + before.line()
                                + " already",
                        "Keep one of them");
            }
        }
        return new Mapping(members, keys, place);
    }

    private static void refuseTag(Optional<String> tag, Place place) {
        if (tag.isPresent()) {
            throw new Refused(place, "tags (!name) are not read", "Leave the tag out");
        }
    }

    private static Place place(Event event) {
        return event.getStartMark().map(Yaml::place).orElse(new Place(0, 0));
    }

    private static Place place(Mark mark) {
        return new Place(mark.getLine() + 1, mark.getColumn() + 1);
    }

    /** The form is not one that is read. */
    private static final class Refused extends RuntimeException {
        private final transient Place place;
        private final String what;
        private final String mend;

        Refused(Place place, String what, String mend) {
            super(what, null, false, false);
            this.place = place;
            this.what = what;
            this.mend = mend;
        }
    }
}
