package io.armature.assembler.assembly;

import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** A table of a store, for reading, by the table's own keys. */
public sealed class Entries<V> permits WritableEntries {
    final Table<V> table;
    private final ReadOnlyKeyValueStore<String, byte[]> store;

    Entries(Table<V> table, ReadOnlyKeyValueStore<String, byte[]> store) {
        this.table = table;
        this.store = store;
    }

    /** The value of a key; null when there is none. */
    public @Nullable V get(String key) {
        byte[] value = store.get(table.toStore(key));
        return value == null ? null : table.read(value);
    }

    /** All entries, in the order of their keys; to be closed. */
    public KeyValueIterator<String, V> all() {
        return from("");
    }

    /** The entries from this key on, in the order of their keys; to be closed. */
    public KeyValueIterator<String, V> from(String first) {
        return new OfTable<>(table, store.range(table.toStore(first), table.end()));
    }

    /** The entries from one key to another, in the order of their keys; to be closed. */
    public KeyValueIterator<String, V> range(String first, String last) {
        return new OfTable<>(table, store.range(table.toStore(first), table.toStore(last)));
    }

    /** The entries whose keys begin so, in the order of their keys; to be closed. */
    public KeyValueIterator<String, V> under(String prefix) {
        return range(prefix, Stores.endOf(prefix));
    }

    private record OfTable<V>(Table<V> table, KeyValueIterator<String, byte[]> entries)
            implements KeyValueIterator<String, V> {
        @Override
        public String peekNextKey() {
            return table.fromStore(entries.peekNextKey());
        }

        @Override
        public boolean hasNext() {
            return entries.hasNext();
        }

        @Override
        public KeyValue<String, V> next() {
            KeyValue<String, byte[]> entry = entries.next();
            return KeyValue.pair(table.fromStore(entry.key), table.read(entry.value));
        }

        @Override
        public void close() {
            entries.close();
        }
    }
}
