package io.armature.assembler.assembly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Documents that are too large for their plans' last events, in pieces that fit into records of the changelog. */
record KeptDocuments(KeyValueStore<String, byte[]> store) {
    static final int PIECE = 1024 * 1024;

    void put(String jobId, byte[] document) {
        for (int number = 0; number * (long) PIECE < document.length; number++) {
            int from = number * PIECE;
            store.put(
                    Stores.pieceKey(jobId, number),
                    Arrays.copyOfRange(document, from, Math.min(document.length, from + PIECE)));
        }
    }

    void delete(String jobId) {
        List<String> keys = new ArrayList<>();
        String from = Stores.itemsOf(jobId);
        try (KeyValueIterator<String, byte[]> pieces = store.range(from, Stores.endOf(from))) {
            pieces.forEachRemaining(piece -> keys.add(piece.key));
        }
        keys.forEach(store::delete);
    }
}
