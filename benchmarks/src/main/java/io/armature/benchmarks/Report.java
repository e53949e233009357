package io.armature.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The table as it grows: each row is printed when it is there. */
final class Report {
    private final String title;
    private final String command;
    private final Instant started = Instant.now();
    private final Machine machine = Machine.here();
    private final List<Row> rows = new ArrayList<>();
    private final PrintStream out;

    Report(String title, String command, PrintStream out) {
        this.title = title;
        this.command = command;
        this.out = out;
        out.println("# " + title + ", " + started.toString().substring(0, 16).replace('T', ' ') + " UTC");
        out.println(machine.sentence());
        out.println("Command: " + command);
        out.println();
        out.println("| measure | workload | target | result | |");
        out.println("|---|---|---|---|---|");
    }

    /** As it was when the report was begun. */
    Machine machine() {
        return machine;
    }

    void add(Row row) {
        rows.add(row);
        String verdict = switch (row.verdict()) {
            case MET -> "met";
            case MISSED -> "**missed**";
            case STATED -> "";
        };
        out.println("| " + row.measure() + " | " + row.workload() + " | " + row.target() + " | " + row.result() + " | "
                + verdict + " |");
        out.flush();
    }

    /** Everything, for programs. */
    void write(Path file) {
        Map<String, Object> all = Map.of(
                "title",
                title,
                "command",
                command,
                "started",
                started.toString(),
                "ended",
                Instant.now().toString(),
                "machine",
                machine,
                "rows",
                rows);
        try {
            Files.writeString(
                    file, JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(all));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
