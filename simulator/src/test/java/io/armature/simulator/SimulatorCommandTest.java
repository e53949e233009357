package io.armature.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SimulatorCommandTest {
    @TempDir
    private Path folder;

    @Test
    void withoutOptionsItIsFaultlessOnLoopback() {
        SimulatorSettings settings = settings();
        assertThat(settings.host()).isEqualTo("127.0.0.1");
        assertThat(settings.port()).isEqualTo(8083);
        assertThat(settings.of("any")).isEqualTo(Faults.NONE);
    }

    @Test
    void optionsGoOverTheFaultsFileForEveryModel() throws Exception {
        Path file = Files.writeString(folder.resolve("faults.json"), """
                {"seed": 3, "port": 9000, "poison": ["lunch"],
                 "models": {"cheap": {"latency": "lognormal(500ms, 0.6)", "chances": {"malformed": 0.1, "rule": 0.2}}}}
                """);
        SimulatorSettings settings = settings(
                "--faults", file.toString(), "--port", "0", "--chance", "rule=0.5", "--chance", "Throttled=0.1");
        assertThat(settings.seed()).isEqualTo(3);
        assertThat(settings.port()).isZero();
        assertThat(settings.poison()).containsExactly("lunch");
        assertThat(settings.of("cheap").latency()).isEqualTo(Latency.parse("lognormal(500ms, 0.6)"));
        assertThat(settings.of("cheap").chances())
                .containsEntry(Fault.MALFORMED, 0.1)
                .containsEntry(Fault.RULE, 0.5)
                .containsEntry(Fault.THROTTLED, 0.1);
        assertThat(settings.of("other").chances()).containsOnlyKeys(Fault.RULE, Fault.THROTTLED);
    }

    @Test
    void whatIsWrongIsToldWithTheUsage() throws Exception {
        Path typo = Files.writeString(folder.resolve("typo.json"), "{\"modles\": {}}");
        assertThat(refused("--faults", typo.toString())).contains("modles");
        assertThat(refused("--faults", folder.resolve("none.json").toString())).contains("none.json");
        assertThat(refused("--latency", "soon")).contains("soon", "800ms");
        assertThat(refused("--chance", "nope=0.5")).contains("nope", "truncated");
        assertThat(refused("--chance", "rule=1.5")).contains("at most 1");
    }

    private static SimulatorSettings settings(String... options) {
        SimulatorCommand command = new SimulatorCommand();
        new CommandLine(command).parseArgs(options);
        return command.settings();
    }

    /** What it says on standard error; its exit code is that of a wrong usage. */
    private static String refused(String... options) {
        StringWriter said = new StringWriter();
        int code = new CommandLine(new SimulatorCommand())
                .setErr(new PrintWriter(said, true))
                .execute(options);
        assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
        return said.toString();
    }
}
