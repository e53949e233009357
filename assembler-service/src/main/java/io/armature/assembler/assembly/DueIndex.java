package io.armature.assembler.assembly;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueIterator;

/** What is due when, ordered by time: a look costs what is due, not what waits. */
final class DueIndex {
    private static final byte[] NOTHING = {};

    private final WritableEntries<byte[]> entries;
    /** Nothing is due before this. Without it every look would pass over all that was taken out since a compaction. */
    private String from = "0";

    DueIndex(WritableEntries<byte[]> entries) {
        this.entries = entries;
    }

    /** Something is to be done for a job then. */
    void remind(String jobId, Instant at) {
        String key = Stores.dueKey(at, jobId);
        entries.put(key, NOTHING);
        if (key.compareTo(from) < 0) {
            from = key;
        }
    }

    /** Takes out the jobs for which something is due, the longest due first. */
    List<String> take(Instant now, int most) {
        String end = Stores.dueKey(now.plusMillis(1), "");
        if (end.compareTo(from) <= 0) {
            return List.of();
        }
        List<String> keys = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> waiting = entries.range(from, end)) {
            while (waiting.hasNext() && keys.size() < most) {
                keys.add(waiting.next().key);
            }
        }
        keys.forEach(entries::delete);
        from = keys.size() < most ? end : keys.getLast();
        return keys.stream().map(Stores::jobId).distinct().toList();
    }
}
