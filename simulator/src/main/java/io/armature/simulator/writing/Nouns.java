package io.armature.simulator.writing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What applications are about: tables with their columns, found by the words of a project. */
final class Nouns {
    private static final Map<String, String> TABLES = new LinkedHashMap<>();

    static {
        TABLES.put("cars", "brand:text model:text built:integer price:decimal owner_id:reference");
        TABLES.put("owners", "name:text email:text phone:text");
        TABLES.put("tasks", "title:text notes:text due_at:timestamp done:boolean");
        TABLES.put("projects", "title:text notes:text active:boolean");
        TABLES.put("books", "title:text author:text pages:integer lent:boolean");
        TABLES.put("loans", "book_id:reference member_name:text lent_at:timestamp");
        TABLES.put("products", "title:text price:decimal stock:integer");
        TABLES.put("orders", "customer_name:text total:decimal ordered_at:timestamp paid:boolean");
        TABLES.put("customers", "name:text email:text city:text");
        TABLES.put("rooms", "title:text seats:integer free:boolean");
        TABLES.put("bookings", "room_title:text starts_at:timestamp ends_at:timestamp");
        TABLES.put("courses", "title:text level:text places:integer");
        TABLES.put("members", "name:text email:text joined_at:timestamp");
        TABLES.put("notes", "title:text body:text written_at:timestamp");
    }

    private Nouns() {}

    /** Names of two to five tables: those that the words mention, and always {@code users}. */
    static List<String> mentionedIn(String words) {
        String text = words.toLowerCase(Locale.ROOT);
        List<String> tables = new ArrayList<>(TABLES.keySet().stream()
                .filter(table -> text.contains(table.substring(0, table.length() - 1)))
                .limit(4)
                .toList());
        if (tables.isEmpty()) {
            tables.add("notes");
        }
        tables.add("users");
        return tables;
    }

    /** Name and type of each column, the id first. */
    static Map<String, String> columns(String table) {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("id", "id");
        for (String column : TABLES.getOrDefault(table, "name:text email:text password_hash:text active:boolean")
                .split(" ")) {
            columns.put(column.substring(0, column.indexOf(':')), column.substring(column.indexOf(':') + 1));
        }
        return columns;
    }

    /** {@code cars} as a class is called: {@code Car}. */
    static String type(String table) {
        String one = table.endsWith("s") ? table.substring(0, table.length() - 1) : table;
        StringBuilder name = new StringBuilder();
        for (String word : one.split("_")) {
            name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
        }
        return name.toString();
    }
}
