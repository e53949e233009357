package io.armature.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** The report of all rounds, for people ({@code report.md}) and for programs ({@code report.json}). */
final class ChaosPaper {
    private final String command;
    private final Instant started = Instant.now();
    private final List<ChaosReport> reports = new ArrayList<>();
    private final List<Duration> times = new ArrayList<>();

    /** @param command by which it can be had again */
    ChaosPaper(String command) {
        this.command = command;
    }

    void add(ChaosReport report, Duration took) {
        reports.add(report);
        times.add(took);
    }

    /** For people. */
    String markdown() {
        List<String> lines = new ArrayList<>(List.of(
                "# Chaos, " + started.toString().substring(0, 16).replace('T', ' ') + " UTC",
                Runtime.getRuntime().availableProcessors() + " cores, " + System.getProperty("os.name") + ", JDK "
                        + Runtime.version() + ". Command: `" + command + "`",
                ""));
        for (int i = 0; i < reports.size(); i++) {
            if (i == 0) {
                List<String> names =
                        new ArrayList<>(reports.getFirst().figures().keySet());
                lines.add("| " + String.join(" | ", names) + " | minutes |");
                lines.add("|" + "---|".repeat(names.size() + 1));
            }
            lines.add(reports.get(i).figures().values().stream()
                    .map(String::valueOf)
                    .collect(Collectors.joining(
                            " | ", "| ", " | " + (times.get(i).toSeconds() + 30) / 60 + " |")));
        }
        lines.add("");
        reports.forEach(report -> report.faults()
                .forEach(fault -> lines.add("- seed " + report.scenario().seed() + ": " + fault)));
        lines.add(
                reports.stream().allMatch(ChaosReport::isWell)
                        ? "Every promise held."
                        : "**Promises were broken.** The same seed disturbs in the same way again.");
        return String.join("\n", lines) + "\n";
    }

    /** Writes both forms. */
    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("report.md"), markdown());
        List<Map<String, Object>> rounds = new ArrayList<>();
        for (int i = 0; i < reports.size(); i++) {
            Map<String, Object> round = new LinkedHashMap<>(reports.get(i).figures());
            round.put("seconds", times.get(i).toSeconds());
            round.put("faults", reports.get(i).faults());
            round.put(
                    "steps",
                    reports.get(i).scenario().steps().stream()
                            .map(step -> step.disturbance().toString())
                            .toList());
            rounds.add(round);
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("command", command);
        all.put("started", started.toString());
        all.put("rounds", rounds);
        Files.writeString(
                folder.resolve("report.json"),
                JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(all));
    }
}
