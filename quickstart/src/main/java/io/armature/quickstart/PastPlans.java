package io.armature.quickstart;

import io.armature.generation.estimate.Figures;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What plans took that ended on the Armature that runs here. */
public final class PastPlans {
    private static final int MOST = 50;

    private PastPlans() {}

    /** Whole plans of this blueprint among the newest; empty when nothing runs here. */
    public static List<Figures> of(String blueprint) throws InterruptedException {
        Optional<Client> client = Installation.here().findRunning().map(Client::new);
        List<Figures> figures = new ArrayList<>();
        try {
            for (JsonNode plan : client.isPresent() ? client.get().plans() : List.<JsonNode>of()) {
                boolean whole = plan.path("outcome").asString("").equals("COMPLETE")
                        && plan.path("blueprint").asString("").equals(blueprint);
                if (whole && figures.size() < MOST) {
                    figures.add(figures(
                            client.orElseThrow().status(plan.path("jobId").asString(""))));
                }
            }
        } catch (IOException | Complaint e) {
            return figures; // it stopped meanwhile; an estimate needs no past
        }
        return figures;
    }

    private static Figures figures(JsonNode plan) {
        JsonNode total = plan.path("bill").path("total");
        return new Figures(
                total.path("calls").asDouble(0),
                total.path("promptTokens").asDouble(0),
                total.path("completionTokens").asDouble(0),
                new BigDecimal(total.path("cost").asString("0")),
                Duration.ofMillis(plan.path("elapsedMs").asLong(0)));
    }
}
