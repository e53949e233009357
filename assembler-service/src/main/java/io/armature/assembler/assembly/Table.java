package io.armature.assembler.assembly;

import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Entries of one kind in a store that several kinds share: a store for each would be a database, a changelog and a
 * partition of every transaction for each.
 *
 * @param name stands before each key, with a slash; short, since every record carries it
 * @param values how they are written
 */
public record Table<V>(String name, Serde<V> values) {
    /** What of a store belongs to this table, for reading. */
    public Entries<V> in(ReadOnlyKeyValueStore<String, byte[]> store) {
        return new Entries<>(this, store);
    }

    WritableEntries<V> in(KeyValueStore<String, byte[]> store) {
        return new WritableEntries<>(this, store);
    }

    String toStore(String key) {
        return name + '/' + key;
    }

    String fromStore(String key) {
        return key.substring(name.length() + 1);
    }

    /** After the last of its keys. */
    String end() {
        return Stores.endOf(toStore(""));
    }

    byte[] write(V value) {
        return values.serializer().serialize(name, value);
    }

    V read(byte[] value) {
        return values.deserializer().deserialize(name, value);
    }
}
