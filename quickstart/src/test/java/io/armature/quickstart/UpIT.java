package io.armature.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.armature.quickstart.Script.Ended;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The real script: {@code ./armature up}, and the commands against it. */
class UpIT {
    private static final String EASY_DAY =
            Script.ROOT.resolve("examples/meal-day/easy-day.json").toString();

    @TempDir
    private static Path folder;

    private static Script armature;
    private static Script.Started up;
    private static @Nullable ServerSocket taken;

    @BeforeAll
    static void start() throws Exception {
        try {
            taken = new ServerSocket(Ports.USUAL.planner(), 1, InetAddress.getLoopbackAddress());
        } catch (java.io.IOException e) {
            taken = null; // Another program has it: just as good.
        }
        armature = new Script(folder);
        up = armature.start("up");
        up.awaitSaid("Ready.");
    }

    @AfterAll
    static void stop() throws Exception {
        try (Script.Started stopping = up) {
            stopping.signalGroup("INT");
            stopping.exitCode();
        }
        if (taken != null) {
            taken.close();
        }
    }

    @BeforeEach
    void wellBehaved() throws Exception {
        models("{\"models\":{\"*\":{\"latency\":\"20ms\"}},\"poison\":[]}");
    }

    @Test
    void tellsWhoWritesAndWhenEachPartIsReadyAndWhere() {
        assertThat(up.out())
                .contains("the simulator", "invented")
                .containsPattern("\\d s {2}broker +localhost:\\d+")
                .containsPattern("\\d s {2}registry +http://localhost:\\d+/apis/ccompat/v7")
                .containsPattern("\\d s {2}planner +http://localhost:\\d+")
                .containsPattern("\\d s {2}item worker +http://localhost:\\d+")
                .containsPattern("\\d s {2}assembler +http://localhost:\\d+");
    }

    @Test
    void tellsThatAPortIsTakenAndWhereItListensInstead() {
        assertThat(up.out()).containsPattern("Port 8080 is taken by another program: the planner listens on \\d+\\.");
    }

    @Test
    void statusWithoutAPlanTellsWhetherEveryPartIsReady() throws Exception {
        Ended status = armature.run("status");
        assertThat(status.exitCode()).isZero();
        assertThat(status.out().lines()).hasSize(6).allMatch(line -> line.contains(" ready "));
        assertThat(json(armature.run("status", "--json"))
                        .path("registry")
                        .path("ready")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void aSubmittedFileIsFollowedToItsTableItsBillAndItsFile() throws Exception {
        Ended submit = armature.run("submit", EASY_DAY);
        assertThat(submit.exitCode()).isZero();
        assertThat(submit.out())
                .contains(
                        "complete",
                        "100%",
                        "breakfast",
                        "kcal",
                        "phase skeleton",
                        "model cheap",
                        "item dinner",
                        "total")
                .doesNotContain("\u001b", "\r");
        String file = submit.out().lines().reduce((a, b) -> b).orElseThrow().replaceFirst(".*: ", "");
        assertThat(JsonMapper.shared()
                        .readTree(Files.readString(Path.of(file)))
                        .path("meals")
                        .size())
                .isEqualTo(5);
    }

    @Test
    void scriptsGetJsonAndNothingElse() throws Exception {
        JsonNode plan = json(armature.run("submit", "--json", EASY_DAY));
        assertThat(plan.path("outcome").asString()).isEqualTo("COMPLETE");
        String jobId = plan.path("jobId").asString();
        assertThat(json(armature.run("status", "--json", jobId))
                        .path("bill")
                        .path("total")
                        .path("calls")
                        .asInt())
                .isGreaterThanOrEqualTo(6);
        assertThat(json(armature.run("show", "--json", jobId)).path("meals").isArray())
                .isTrue();
        assertThat(json(armature.run("plans", "--json")).findValuesAsString("jobId"))
                .contains(jobId);
        Ended watch = armature.run("watch", "--json", jobId);
        assertThat(watch.out().lines().map(JsonMapper.shared()::readTree))
                .last()
                .matches(step -> step.path("outcome").asString().equals("COMPLETE"));
    }

    @Test
    void aSubmittedPlanCanBeLeftAloneAndLookedAtLater() throws Exception {
        String jobId = armature.run("submit", "--no-wait", EASY_DAY).out().strip();
        Ended watch = armature.run("watch", jobId);
        assertThat(watch.exitCode()).isZero();
        assertThat(watch.out()).contains("complete");
        assertThat(armature.run("status", jobId).out()).contains("5/5");
        assertThat(armature.run("show", "--plain", jobId).out()).contains("breakfast", "COMPLETE.");
        assertThat(armature.run("plans").out()).contains(jobId);
    }

    @Test
    void aPartialPlanEndsWithThree() throws Exception {
        models("{\"poison\":[\"lunch\"]}");
        Ended submit = armature.run("submit", EASY_DAY);
        assertThat(submit.exitCode()).isEqualTo(3);
        assertThat(submit.out()).contains("PARTIAL.", "missing: ", "breakfast");
    }

    @Test
    void aFailedPlanEndsWithFour() throws Exception {
        models("{\"poison\":[\"skeleton\"]}");
        Ended submit = armature.run("submit", EASY_DAY);
        assertThat(submit.exitCode()).isEqualTo(4);
        assertThat(submit.out()).contains("FAILED.");
        assertThat(armature.run(
                                "watch",
                                json(armature.run("plans", "--json"))
                                        .path(0)
                                        .path("jobId")
                                        .asString())
                        .exitCode())
                .isEqualTo(4);
    }

    @Test
    void aRejectedRequestEndsWithFiveAndEveryReason() throws Exception {
        Path bad = Files.writeString(
                folder.resolve("bad.json"), "{\"blueprint\":\"meal-day\",\"input\":{\"date\":\"soon\"}}");
        Ended submit = armature.run("submit", bad.toString());
        assertThat(submit.exitCode()).isEqualTo(5);
        assertThat(submit.err()).contains("nothing was submitted", "'athlete'", "/date");
        assertThat(submit.out()).isEmpty();
    }

    @Test
    void aWrongFileIsToldWithoutAskingAnybody() throws Exception {
        assertThat(armature.run("submit", "no-such.json"))
                .matches(ended -> ended.exitCode() == 2)
                .matches(ended -> ended.err().contains("there is no file no-such.json"));
        Path text = Files.writeString(folder.resolve("text.json"), "{\"blueprint\": meal-day}");
        assertThat(armature.run("submit", text.toString()))
                .matches(ended -> ended.exitCode() == 2)
                .matches(ended ->
                        ended.err().contains("is not JSON") && ended.err().contains("line 1, column"));
        assertThat(armature.run("submit", folder.toString()))
                .matches(ended -> ended.exitCode() == 2)
                .matches(ended -> ended.err().contains("folder"));
    }

    @Test
    void anUnknownPlanIsAnErrorAndAnUnknownOptionBadUsage() throws Exception {
        assertThat(armature.run("show", "never-submitted"))
                .matches(ended -> ended.exitCode() == 1)
                .matches(ended -> ended.err().contains("no plan 'never-submitted' is known here"));
        assertThat(armature.run("plans", "--colour").exitCode()).isEqualTo(2);
    }

    @Test
    void aSecondStartOnTheSameFoldersIsRefused() throws Exception {
        Ended second = armature.run("up");
        assertThat(second.exitCode()).isEqualTo(1);
        assertThat(second.err()).contains("runs here already");
    }

    @Test
    void onATerminalOneLineIsDrawnAgainAndFitsIt() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "script(1) is not there: no terminal to draw on");
        models("{\"models\":{\"*\":{\"latency\":\"400ms\"}}}");
        String jobId = armature.run("submit", "--no-wait", EASY_DAY).out().strip();
        String wide = armature.onTerminal(100, "watch", jobId);
        assertThat(wide).contains("\r\u001b[K", "\u001b[36m", "█", "5/5, 100%");
        String narrow = armature.with(Map.of("NO_COLOR", "1")).onTerminal(30, "watch", jobId);
        assertThat(narrow).contains("\r\u001b[K", "5/5").doesNotContain("\u001b[3");
        assertThat(narrow.replace("\u001b[K", "").split("[\r\n]+")).allMatch(line -> line.length() < 30);
        assertThat(armature.onTerminal(100, "watch", "--plain", jobId))
                .contains("5/5")
                .doesNotContain("\u001b");
    }

    @Test
    void whoFollowsTheGuideGetsABlueprintThatIsServedWithoutARestart() throws Exception {
        Guide guide = Guide.read();
        Path quiz = folder.resolve("blueprints").resolve("quiz");
        Map<String, String> said = new HashMap<>();
        for (String command : guide.commands()) {
            switch (command.split(" ")[0] + " " + command.split(" ")[1]) {
                case "./armature up" -> assertThat(up.out()).contains("Ready.");
                case "./armature submit" -> {
                    awaitServed("quiz", "A quiz");
                    said.put("submit", followed(command));
                }
                default -> said.put(command.replaceFirst(".*blueprint (\\w+).*", "$1"), followed(command));
            }
            if (command.startsWith("./armature blueprint new")) {
                guide.write(quiz);
            }
        }
        assertThat(said.get("check")).contains("quiz@", "is good", "[question]");
        assertThat(said.get("try")).contains("Plan the questions of this quiz.", "<spec>", "Write the question about");
        assertThat(said.get("estimate")).contains("low", "expected", "high", "dollars");
        assertThat(said.get("submit")).contains("\"questions\"", "COMPLETE.");
        assertThat(quiz.resolve("section.ask.md")).doesNotExist();
    }

    @Test
    void aFaultyBlueprintIsToldWithItsLineAndTheServedOneStays() throws Exception {
        assertThat(armature.run("blueprint", "new", "notes").exitCode()).isZero();
        awaitServed("notes", "A text in sections");
        Path yaml = folder.resolve("blueprints/notes/blueprint.yaml");
        Files.writeString(yaml, Files.readString(yaml).replace("kind: section}", "kind: sectoin}"));
        Ended check = armature.run("blueprint", "check", "notes");
        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.err()).contains("blueprint.yaml:23:", "'sectoin'", "1 fault in");
        Ended submit = armature.run(
                "submit", folder.resolve("blueprints/notes/example.json").toString());
        assertThat(submit.exitCode()).isZero();
        assertThat(armature.run("blueprint", "new", "notes").err()).contains("is there already");
    }

    /** Types a command of the guide, in the test's folder. */
    private static String followed(String command) throws Exception {
        String here = command.replace(".armature/", folder + "/");
        if (here.startsWith("rm ")) {
            assertThat(new ProcessBuilder("sh", "-c", here).start().waitFor()).isZero();
            return "";
        }
        String[] words = here.split(" ");
        Ended ended = armature.run(Arrays.copyOfRange(words, 1, words.length));
        assertThat(ended.exitCode()).as(command + ": " + ended.err()).isZero();
        return ended.out();
    }

    private static void awaitServed(String id, String title) throws Exception {
        Parts parts = new Installation(Script.ROOT, folder).findParts().orElseThrow();
        URI planner = URI.create(parts.named("planner").at() + "/blueprints/" + id);
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(planner).build();
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> JsonMapper.shared()
                            .readTree(http.send(request, HttpResponse.BodyHandlers.ofString())
                                    .body())
                            .path("title")
                            .asString("")
                            .equals(title));
        }
    }

    private static JsonNode json(Ended ended) {
        assertThat(ended.err()).isEmpty();
        return JsonMapper.shared().readTree(ended.out());
    }

    private static void models(String behaviour) throws Exception {
        Parts parts = new Installation(Script.ROOT, folder).findParts().orElseThrow();
        URI faults = URI.create(parts.named("simulator").at().replaceFirst("/v1$", "/faults"));
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> response = http.send(
                    HttpRequest.newBuilder(faults)
                            .PUT(HttpRequest.BodyPublishers.ofString(behaviour))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        }
    }
}
