package io.armature.assembler.assembly;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** A table of a store, by the table's own keys. */
final class WritableEntries<V> extends Entries<V> {
    private final KeyValueStore<String, byte[]> store;

    WritableEntries(Table<V> table, KeyValueStore<String, byte[]> store) {
        super(table, store);
        this.store = store;
    }

    void put(String key, V value) {
        store.put(table.toStore(key), table.write(value));
    }

    void delete(String key) {
        store.delete(table.toStore(key));
    }

    /** Deletes the entries whose keys begin so. */
    void deleteUnder(String prefix) {
        List<String> keys = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> entries =
                store.range(table.toStore(prefix), table.toStore(Stores.endOf(prefix)))) {
            entries.forEachRemaining(entry -> keys.add(entry.key));
        }
        keys.forEach(store::delete);
    }
}
