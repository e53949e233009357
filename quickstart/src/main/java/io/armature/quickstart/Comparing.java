package io.armature.quickstart;

import io.armature.quickstart.Trial.Way;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Has the same documents made in several ways, one after another, and tells each when it is there.
 *
 * @param client of a running Armature
 */
record Comparing(Client client, PrintStream out) {
    /**
     * Every request in every way.
     *
     * @param requests by the names of their files, in order
     * @param runs how often
     * @throws Complaint when a request is not taken
     */
    Comparison of(Map<String, ObjectNode> requests, List<Way> ways, int runs)
            throws IOException, InterruptedException, Complaint {
        int all = ways.size() * requests.size() * runs;
        List<Trial> trials = new ArrayList<>();
        // Way after way within each run: what changes with time, a provider's load or its cache, meets all ways alike.
        for (int run = 1; run <= runs; run++) {
            for (Map.Entry<String, ObjectNode> request : requests.entrySet()) {
                for (Way way : ways) {
                    Trial trial = Trial.of(way, request.getKey(), run, made(request.getValue(), way));
                    trials.add(trial);
                    tell(trial, trials.size(), all);
                }
            }
        }
        return new Comparison(trials);
    }

    private JsonNode made(ObjectNode request, Way way) throws IOException, InterruptedException, Complaint {
        ObjectNode wanted = request.deepCopy().put("mode", way.mode());
        if (!way.model().equals(Trial.OWN_MODELS)) {
            wanted.put("model", way.model());
        }
        return client.follow(client.submit(wanted.toString()), step -> {});
    }

    private void tell(Trial trial, int number, int all) {
        out.printf(
                Locale.ROOT,
                "  %d/%d  %-32s %-28s %-9s $%.6f  %.2f s%n",
                number,
                all,
                trial.request(),
                trial.way(),
                trial.outcome().toLowerCase(Locale.ROOT),
                trial.cost(),
                trial.elapsedMs() / 1000.0);
    }
}
