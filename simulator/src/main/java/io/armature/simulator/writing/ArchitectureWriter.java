package io.armature.simulator.writing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the skeleton of {@code code-project}: the architecture of what the request describes. */
final class ArchitectureWriter implements Writer {
    private static final Map<String, String> COMPONENTS = new LinkedHashMap<>();
    private static final int MOST_PAGES = 8;

    static {
        COMPONENTS.put("Header", "layout:shows where one is and who is signed in");
        COMPONENTS.put("Sidebar", "layout:leads to all pages");
        COMPONENTS.put("Footer", "layout:names the version and the imprint");
        COMPONENTS.put("Button", "ui:a button that shows that it is busy");
        COMPONENTS.put("Input", "ui:a labelled field with its error");
        COMPONENTS.put("Card", "ui:a framed part of a page");
        COMPONENTS.put("Modal", "ui:a dialog over the page");
        COMPONENTS.put("Table", "ui:rows that can be sorted");
    }

    @Override
    public ObjectNode write(Ask ask, RandomGenerator random) {
        JsonNode input = ask.input();
        List<String> tables = Nouns.mentionedIn(input.toString());
        ObjectNode plan = JsonMapper.shared().createObjectNode();
        plan.put(
                "summary",
                "A React frontend talks to a FastAPI backend over JSON; the backend keeps "
                        + String.join(", ", tables) + " in "
                        + input.path("stack").path("database").asString("a database")
                        + ". Every table has a router and a service of its own. A simulator invented this plan.");
        ArrayNode rows = plan.putArray("tables");
        ArrayNode endpoints = plan.putArray("endpoints");
        for (String table : tables) {
            ArrayNode columns = rows.addObject().put("name", table).putArray("columns");
            Nouns.columns(table)
                    .forEach((name, type) ->
                            columns.addObject().put("name", name).put("type", type));
            endpoint(endpoints, "GET", table, "");
            endpoint(endpoints, "POST", table, "");
            endpoint(endpoints, "GET", table, "/{id}");
            endpoint(endpoints, random.nextBoolean() ? "PUT" : "PATCH", table, "/{id}");
            endpoint(endpoints, "DELETE", table, "/{id}");
        }
        pages(plan.putArray("pages"), input, tables);
        ArrayNode components = plan.putArray("components");
        COMPONENTS.forEach((name, purpose) -> components
                .addObject()
                .put("name", name)
                .put("group", purpose.substring(0, purpose.indexOf(':')))
                .put("purpose", purpose.substring(purpose.indexOf(':') + 1)));
        return plan;
    }

    private static void endpoint(ArrayNode endpoints, String method, String table, String rest) {
        endpoints
                .addObject()
                .put("method", method)
                .put("path", "/api/" + table.replace('_', '-') + rest)
                .put("table", table);
    }

    /** What the mock-up shows, then what it leaves out, until there are enough. */
    private static void pages(ArrayNode pages, JsonNode input, List<String> tables) {
        Map<String, String> purposes = new LinkedHashMap<>();
        input.path("screens").forEach(screen -> {
            String name = name(screen.path("name").asString(""));
            if (name.matches("[A-Z][A-Za-z0-9]{1,30}")) {
                purposes.putIfAbsent(name, screen.path("shows").asString("what the mock-up shows"));
            }
        });
        purposes.putIfAbsent("Login", "signs a user in");
        purposes.putIfAbsent("Dashboard", "shows what is new");
        for (String table : tables) {
            if (purposes.size() < 6) {
                purposes.putIfAbsent(Nouns.type(table) + "List", "lists all " + table);
            }
        }
        purposes.entrySet().stream()
                .limit(MOST_PAGES)
                .forEach(page -> pages.addObject()
                        .put("name", page.getKey())
                        .put("route", "/" + page.getKey().toLowerCase(Locale.ROOT))
                        .put(
                                "purpose",
                                page.getValue()
                                        .substring(
                                                0, Math.min(200, page.getValue().length()))));
    }

    private static String name(String words) {
        StringBuilder name = new StringBuilder();
        for (String word : words.split("[^A-Za-z0-9]+")) {
            if (!word.isEmpty()) {
                name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
            }
        }
        return name.toString();
    }

    @Override
    public JsonNode breakRule(JsonNode content, RandomGenerator random) {
        ObjectNode wrong = (ObjectNode) content.deepCopy();
        switch (random.nextInt(3)) {
            case 0 -> ((ObjectNode) wrong.path("endpoints").path(0)).put("table", "nowhere");
            case 1 ->
                ((ArrayNode) wrong.path("tables")).set(0, wrong.path("tables").path(1));
            default ->
                ((ObjectNode) wrong.path("pages").path(0))
                        .put("route", wrong.path("pages").path(1).path("route").asString(""));
        }
        return wrong;
    }
}
