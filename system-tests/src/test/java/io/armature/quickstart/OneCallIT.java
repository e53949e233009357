package io.armature.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.blueprints.Blueprint;
import io.armature.blueprints.Blueprints;
import io.armature.blueprints.DocumentFile;
import io.armature.simulator.Faults;
import io.armature.simulator.Latency;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Whole documents of one call on the whole system, and the command that compares them with two phases. */
@ExtendWith(SharedCluster.class)
class OneCallIT {
    private static final JsonMapper JSON = JsonMapper.shared();

    private static Cluster cluster;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start(Cluster shared) {
        cluster = shared;
    }

    @BeforeEach
    void wellBehaved() {
        cluster.models(Map.of("*", quick()));
    }

    @Test
    void projectProgrammeAndWeekComeFromOneCallUnderTheSameSchemaAndRules() throws Exception {
        Map<String, ObjectNode> requests = new LinkedHashMap<>();
        for (String example : List.of(
                "code-project/notes",
                "training-program/two-weeks-strength",
                "training-program/twelve-weeks-muscle",
                "recipe-week/three-days-by-the-book")) {
            ObjectNode request = example(example).put("mode", "single-call");
            requests.put(cluster.client().submit(request.toString()), request);
        }
        for (Map.Entry<String, ObjectNode> request : requests.entrySet()) {
            JsonNode plan = end(request.getKey());
            assertThat(plan.path("outcome").asString("")).as("%s", plan).isEqualTo("COMPLETE");
            assertThat(plan.path("mode").asString("")).isEqualTo("single-call");
            assertThat(plan.path("items").isEmpty()).isTrue();
            assertThat(plan.path("bill").path("total").path("calls").asInt(0)).isEqualTo(1);
            Blueprint blueprint = blueprint(plan.path("blueprint").asString(""));
            JsonNode document = cluster.client().document(request.getKey());
            assertThat(blueprint.checkDocument(request.getValue().path("input"), document))
                    .isEmpty();
            if (blueprint.hasFiles()) {
                assertThat(zipped(request.getKey()))
                        .isEqualTo(blueprint.files(document).stream()
                                .map(DocumentFile::path)
                                .toList())
                        .hasSizeGreaterThanOrEqualTo(45);
            }
        }
        assertThat(cluster.simulator().stats().calls()).hasSize(requests.size());
    }

    @Test
    void compareMakesTheSameRequestsInBothModesOnTwoModelsAndTellsSuccessCostAndTime() throws Exception {
        // Two phases can be made, a whole day in one call cannot.
        cluster.models(Map.of("*", quick().withPoison("single")));
        String table = compared("meal-day/easy-day", "meal-day/two-workouts");

        List<Map<String, String>> documents = csv(Files.readAllLines(folder.resolve("compare.csv")));
        assertThat(documents).hasSize(2 * 2 * 2).allSatisfy(document -> {
            JsonNode plan = cluster.client().status(value(document, "jobId"));
            JsonNode total = plan.path("bill").path("total");
            assertThat(document)
                    .containsEntry("mode", plan.path("mode").asString(""))
                    .containsEntry("outcome", plan.path("outcome").asString(""))
                    .containsEntry(
                            "outcome", plan.path("mode").asString("").equals("two-phase") ? "COMPLETE" : "FAILED")
                    .containsEntry(
                            "tokens",
                            Long.toString(total.path("promptTokens").asLong(0)
                                    + total.path("completionTokens").asLong(0)))
                    .containsEntry("elapsed_ms", plan.path("elapsedMs").asString());
            assertThat(new BigDecimal(value(document, "cost_dollars")))
                    .isPositive()
                    .isEqualByComparingTo(total.path("cost").asString(""));
        });
        Map<String, List<Map<String, String>>> ways = documents.stream()
                .collect(Collectors.groupingBy(
                        document -> value(document, "mode") + " " + value(document, "model"),
                        LinkedHashMap::new,
                        Collectors.toList()));
        assertThat(ways.keySet())
                .containsExactly("two-phase cheap", "two-phase strong", "single-call cheap", "single-call strong");
        List<String> lines = table.lines()
                .filter(line -> line.matches("  (two-phase|single-call) .*"))
                .map(line -> line.strip().replaceAll(" +", " "))
                .toList();
        assertThat(lines).hasSize(4);
        int line = 0;
        for (Map.Entry<String, List<Map<String, String>>> way : ways.entrySet()) {
            assertThat(lines.get(line++))
                    .startsWith(way.getKey()
                            + (way.getKey().startsWith("two") ? " 2 of 2, 100% " : " 0 of 2, 0% ")
                            + mean(way.getValue()));
        }
        isAPictureOfFourWays(folder.resolve("compare.svg"));
    }

    private String compared(String... examples) throws Exception {
        List<String> arguments = new ArrayList<>();
        for (String example : examples) {
            arguments.add(Path.of("../examples/" + example + ".json").toString());
        }
        arguments.addAll(List.of("--models", "cheap,strong", "--out", folder.toString()));
        Installation here = new Installation(Path.of(".."), folder);
        here.running(new Parts(List.of(
                new Parts.Part(
                        "planner",
                        cluster.endpoints().planner(),
                        cluster.endpoints().planner() + "/actuator/health/readiness"),
                new Parts.Part(
                        "assembler",
                        cluster.endpoints().assembler(),
                        cluster.endpoints().assembler() + "/actuator/health/readiness"))));
        PrintStream out = System.out;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setProperty("armature.folder", folder.toString());
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            assertThat(new CommandLine(new CompareCommand()).execute(arguments.toArray(String[]::new)))
                    .isZero();
        } finally {
            System.setOut(out);
            System.clearProperty("armature.folder");
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    /** The bars of the first panel are as long as the share of complete documents, to the pixel that shows nothing. */
    private static void isAPictureOfFourWays(Path file) throws Exception {
        NodeList bars = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(file.toFile())
                .getElementsByTagName("rect");
        assertThat(bars.getLength()).isEqualTo(1 + 3 * 4);
        List<Double> success = new ArrayList<>();
        for (int bar = 1; bar <= 4; bar++) {
            success.add(Double.parseDouble(((Element) bars.item(bar)).getAttribute("width")));
        }
        assertThat(success.get(0)).isEqualTo(success.get(1)).isGreaterThan(100);
        assertThat(success.subList(2, 4)).containsOnly(1.0);
        assertThat(Files.readString(file)).contains("2 of 2, 100%", "0 of 2, 0%", "single-call, strong");
    }

    private static String mean(List<Map<String, String>> documents) {
        return documents.stream()
                .map(document -> new BigDecimal(value(document, "cost_dollars")))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(BigDecimal.valueOf(documents.size()), 6, RoundingMode.HALF_UP)
                .toPlainString();
    }

    private static String value(Map<String, String> row, String name) {
        return Objects.requireNonNull(row.get(name), name);
    }

    /** RFC 4180, without line breaks in a value. */
    private static List<Map<String, String>> csv(List<String> lines) {
        List<String> names = values(lines.getFirst());
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            List<String> values = values(line);
            assertThat(values).hasSameSizeAs(names);
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                row.put(names.get(i), values.get(i));
            }
            rows.add(row);
        }
        return rows;
    }

    private static List<String> values(String line) {
        List<String> values = new ArrayList<>();
        for (String value : line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1)) {
            values.add(
                    value.startsWith("\"")
                            ? value.substring(1, value.length() - 1).replace("\"\"", "\"")
                            : value);
        }
        return values;
    }

    private List<String> zipped(String job) throws Exception {
        Path file = folder.resolve(job + ".zip");
        cluster.client().archive(job, false, file);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return zip.stream().map(entry -> entry.getName()).toList();
        }
    }

    private static JsonNode end(String job) throws Exception {
        return cluster.client().follow(job, step -> {});
    }

    private static ObjectNode example(String name) throws Exception {
        return (ObjectNode) JSON.readTree(Files.readString(Path.of("../examples/" + name + ".json")));
    }

    private static Blueprint blueprint(String id) {
        return Blueprints.builtIn().stream()
                .filter(blueprint -> blueprint.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Faults quick() {
        return Faults.NONE.withLatency(Latency.ofMillis(20));
    }
}
