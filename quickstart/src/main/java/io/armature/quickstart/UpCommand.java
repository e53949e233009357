package io.armature.quickstart;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code up}: the same, and it stays. */
@Command(name = "up", mixinStandardHelpOptions = true, description = "Starts everything and stays until Ctrl-C.")
final class UpCommand implements Callable<Integer> {
    @Option(names = "--fresh", description = "start with empty data")
    private boolean fresh;

    @Mixin
    private ModelOptions models = new ModelOptions();

    @Override
    public Integer call() throws Exception {
        Installation installation = Installation.here();
        Running.Wish wish = new Running.Wish(fresh, models.choice(), StartCache.at(installation.registryCache()));
        try (Running running = Running.start(installation, wish, new Announcements(System.out::println))) {
            System.out.println("Ready. Submit at " + running.endpoints().planner() + "/plans, follow at "
                    + running.endpoints().assembler()
                    + "/plans; or ./armature submit examples/meal-day/easy-day.json. Ctrl-C stops it.");
            new CountDownLatch(1).await();
            return 0;
        }
    }
}
