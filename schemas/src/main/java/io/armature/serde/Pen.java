package io.armature.serde;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;

/**
 * Writes one record after the other in the registry's wire format, into a buffer that it keeps. One thread at a time.
 */
final class Pen {
    /** A zero byte, then the schema's id in four bytes. */
    static final int HEADER = 5;

    /** A larger buffer is not worth keeping: such records are rare. */
    private static final int LARGEST_KEPT = 256 * 1024;

    private final Page page = new Page();
    private final BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(page, null);

    byte[] write(int id, DatumWriter<IndexedRecord> writer, IndexedRecord event) throws IOException {
        page.begin(id);
        writer.write(event, encoder);
        encoder.flush();
        return page.copy();
    }

    boolean isWorthKeeping() {
        return page.bytes.length <= LARGEST_KEPT;
    }

    /** As ByteArrayOutputStream, without its lock. */
    private static final class Page extends OutputStream {
        private byte[] bytes = new byte[2048];
        private int length;

        void begin(int id) {
            bytes[0] = 0;
            bytes[1] = (byte) (id >>> 24);
            bytes[2] = (byte) (id >>> 16);
            bytes[3] = (byte) (id >>> 8);
            bytes[4] = (byte) id;
            length = HEADER;
        }

        byte[] copy() {
            return Arrays.copyOf(bytes, length);
        }

        @Override
        public void write(int b) {
            room(1);
            bytes[length++] = (byte) b;
        }

        @Override
        public void write(byte[] from, int offset, int count) {
            room(count);
            System.arraycopy(from, offset, bytes, length, count);
            length += count;
        }

        private void room(int count) {
            if (length + count > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(length + count, 2 * bytes.length));
            }
        }
    }
}
