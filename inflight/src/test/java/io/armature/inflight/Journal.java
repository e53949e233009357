package io.armature.inflight;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a process did, a line each, as it did it. A line that was written outlives a SIGKILL of its writer. */
final class Journal {
    private final Path file;

    Journal(Path file) {
        this.file = file;
    }

    /** A record of the one topic that is looked at. */
    record Position(int partition, long offset) {
        static Position of(ConsumerRecord<?, ?> record) {
            return new Position(record.partition(), record.offset());
        }
    }

    enum Step {
        STARTED,
        DONE
    }

    /** Every position at this step, as often as it came there. */
    List<Position> positions(Step step) {
        List<Position> positions = new ArrayList<>();
        for (String line : whole()) {
            String[] words = line.split(" ");
            if (Step.valueOf(words[0]) == step) {
                positions.add(new Position(Integer.parseInt(words[1]), Long.parseLong(words[2])));
            }
        }
        return positions;
    }

    /** Positions that were started, less those that were done. */
    Set<Position> inFlight() {
        Set<Position> open = new HashSet<>(positions(Step.STARTED));
        positions(Step.DONE).forEach(open::remove);
        return open;
    }

    private List<String> whole() {
        try {
            String text = Files.exists(file) ? Files.readString(file) : "";
            // The last line may be half written.
            return Arrays.stream(text.substring(0, text.lastIndexOf('\n') + 1).split("\n"))
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Appends to a journal. */
    static final class Writer {
        private final OutputStream out;

        Writer(Path file) throws IOException {
            out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        }

        synchronized void write(Step step, Position position) throws IOException {
            out.write((step + " " + position.partition() + " " + position.offset() + "\n")
                    .getBytes(StandardCharsets.UTF_8));
        }
    }
}
