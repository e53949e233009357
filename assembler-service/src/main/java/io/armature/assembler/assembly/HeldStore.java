package io.armature.assembler.assembly;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * Which items are held back, and what money those got that were asked for from here. An entry says one or the other, so
 * an item is asked for once: by whoever finds it held and changes that.
 */
record HeldStore(WritableEntries<byte[]> entries) {
    private static final byte[] HELD = {};

    void hold(String jobId, String planningId, String itemId) {
        entries.put(Stores.itemKey(jobId, planningId, itemId), HELD);
    }

    boolean isHeld(String jobId, String planningId, String itemId) {
        byte[] entry = entries.get(Stores.itemKey(jobId, planningId, itemId));
        return entry != null && entry.length == 0;
    }

    /** Ids of the items held back; reads all entries of the plan. */
    List<String> of(String jobId, String planningId) {
        String from = Stores.itemsOf(jobId, planningId);
        List<String> ids = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> all = entries.under(from)) {
            all.forEachRemaining(entry -> {
                if (entry.value.length == 0) {
                    ids.add(entry.key.substring(from.length()));
                }
            });
        }
        return ids;
    }

    /** The item is asked for, with this share of the money; null where the plan has no limit. */
    void letGo(String jobId, String planningId, String itemId, @Nullable BigDecimal share) {
        String key = Stores.itemKey(jobId, planningId, itemId);
        if (share == null) {
            entries.delete(key);
        } else {
            entries.put(key, share.toPlainString().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** What the item was given, and forgets it; empty when it was not asked for from here. */
    Optional<BigDecimal> takeShare(String jobId, String planningId, String itemId) {
        byte[] entry = entries.get(Stores.itemKey(jobId, planningId, itemId));
        if (entry == null || entry.length == 0) {
            return Optional.empty();
        }
        entries.delete(Stores.itemKey(jobId, planningId, itemId));
        return Optional.of(new BigDecimal(new String(entry, StandardCharsets.UTF_8)));
    }
}
