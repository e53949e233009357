package io.armature.backbone.streams;

import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * One bound on the memory of all state stores of a topology. Left alone, each of two or three dozen stores (two for
 * every partition of the assembler, three segments of a window for the planner) may take 50 MB of cache and 48 MB of
 * what is not yet on disk. Here all share one cache; blocks, indexes, filters and write buffers are counted in it.
 */
final class StoreMemory implements AutoCloseable {
    /** Hands this object to what Kafka Streams makes by class name. */
    private static final String SETTING = "armature.store.memory";
    /** Part of the memory for what is not yet on disk. */
    private static final double FOR_WRITES = 0.5;

    private static final double FOR_INDEXES = 0.1;
    /** Of one store; all of them share the whole, and the fullest is written to disk first. */
    private static final long WRITE_BUFFER = 2L << 20;

    private static final int BACKGROUND_THREADS = 2;

    static {
        RocksDB.loadLibrary();
    }

    private final Cache cache;
    private final WriteBufferManager writes;
    private final long records;

    /** @param size of the whole in bytes: a fifth of it holds records between commits, on the heap */
    StoreMemory(long size) {
        records = size / 5;
        long blocks = size - records;
        cache = new LRUCache(blocks, -1, false, FOR_INDEXES);
        writes = new WriteBufferManager((long) (blocks * FOR_WRITES), cache);
    }

    /** Bytes in use outside the heap. */
    long used() {
        return cache.getUsage();
    }

    /** Has all stores use this memory. */
    void bound(Properties streams) {
        streams.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, Long.toString(records));
        streams.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, OfOneStore.class);
        streams.put(SETTING, this);
    }

    /** Call it when all stores are closed. */
    @Override
    public void close() {
        writes.close();
        cache.close();
    }

    /** Made by Kafka Streams for each store. */
    public static final class OfOneStore implements RocksDBConfigSetter {
        /** Made by class name. */
        public OfOneStore() {}

        @Override
        public void setConfig(String storeName, Options options, Map<String, Object> streams) {
            StoreMemory memory = (StoreMemory) streams.get(SETTING);
            if (memory == null) {
                throw new IllegalArgumentException(SETTING + " is not set; set it by StoreMemory.bound");
            }
            BlockBasedTableConfig blocks = (BlockBasedTableConfig) options.tableFormatConfig();
            blocks.setBlockCache(memory.cache);
            blocks.setCacheIndexAndFilterBlocks(true);
            blocks.setCacheIndexAndFilterBlocksWithHighPriority(true);
            blocks.setPinTopLevelIndexAndFilter(true);
            options.setTableFormatConfig(blocks);
            options.setWriteBufferManager(memory.writes);
            options.setWriteBufferSize(WRITE_BUFFER);
            options.setMaxWriteBufferNumber(2);
            options.setMaxBackgroundJobs(BACKGROUND_THREADS);
            options.setMaxFileOpeningThreads(1); // of each store while it opens; 16 else, for the handful of its files
        }

        @Override
        public void close(String storeName, Options options) {
            // The memory belongs to all stores, and is given back when the last is closed.
        }
    }
}
