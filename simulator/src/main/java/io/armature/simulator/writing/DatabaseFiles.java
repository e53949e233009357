package io.armature.simulator.writing;

import io.armature.simulator.writing.StepWriter.Project;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Files of an invented database: SQL that creates its tables, and fills them with a few rows. */
final class DatabaseFiles {
    private static final Map<String, String> SQL = Map.of(
            "id", "INTEGER PRIMARY KEY",
            "text", "TEXT NOT NULL",
            "integer", "INTEGER",
            "decimal", "NUMERIC(12, 2)",
            "boolean", "BOOLEAN NOT NULL DEFAULT FALSE",
            "timestamp", "TIMESTAMP",
            "reference", "INTEGER");

    private DatabaseFiles() {}

    static Map<String, String> of(Project project) {
        Map<String, String> files = new LinkedHashMap<>();
        StringBuilder schema = new StringBuilder();
        StringBuilder seed = new StringBuilder("-- Invented rows, so that every screen shows something.\n");
        int number = 1;
        for (String table : project.tables()) {
            String create = create(table);
            schema.append(create).append('\n');
            files.put("database/migrations/%03d_%s.sql".formatted(number++, table), create);
            for (int row = 1; row <= 2; row++) {
                seed.append(insert(project, table, row));
            }
        }
        files.put("database/schema.sql", schema.toString());
        files.put("database/seed.sql", seed.toString());
        return files;
    }

    private static String create(String table) {
        return Nouns.columns(table).entrySet().stream()
                .map(column -> "    " + column.getKey() + " " + SQL.get(column.getValue()))
                .collect(Collectors.joining(",\n", "CREATE TABLE IF NOT EXISTS " + table + " (\n", "\n);\n"));
    }

    private static String insert(Project project, String table, int row) {
        Map<String, String> columns = Nouns.columns(table);
        String values = columns.entrySet().stream()
                .map(column -> switch (column.getValue()) {
                    case "id" -> Integer.toString(row);
                    case "text" ->
                        "'" + column.getKey() + " " + project.random().nextInt(1_000) + "'";
                    case "boolean" -> "TRUE";
                    case "timestamp" -> "CURRENT_TIMESTAMP";
                    default -> Integer.toString(1 + project.random().nextInt(99));
                })
                .collect(Collectors.joining(", "));
        return "INSERT INTO " + table + " (" + String.join(", ", columns.keySet()) + ") VALUES (" + values + ");\n";
    }
}
