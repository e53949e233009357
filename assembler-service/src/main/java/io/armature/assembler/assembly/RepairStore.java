package io.armature.assembler.assembly;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueIterator;

/** Which items were asked for again, and in which round last. */
record RepairStore(WritableEntries<byte[]> entries) {
    void ask(String jobId, String planningId, String itemId, int round) {
        entries.put(Stores.itemKey(jobId, planningId, itemId), new byte[] {(byte) round});
    }

    /** The round that was asked for last; 0 when the item was asked for once. */
    int round(String itemKey) {
        byte[] round = entries.get(itemKey);
        return round == null ? 0 : round[0];
    }

    /** Of one planning, by item id. */
    Map<String, Integer> of(String jobId, String planningId) {
        String from = Stores.itemsOf(jobId, planningId);
        Map<String, Integer> rounds = new LinkedHashMap<>();
        try (KeyValueIterator<String, byte[]> all = entries.under(from)) {
            all.forEachRemaining(entry -> rounds.put(entry.key.substring(from.length()), (int) entry.value[0]));
        }
        return rounds;
    }
}
