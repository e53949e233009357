package io.armature.retrieval;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Vectors of a corpus, computed once and kept in a file that is named by the model and the texts. A file that cannot be
 * read or written costs the computing again, and nothing else.
 */
final class KeptVectors {
    private static final Logger LOG = LoggerFactory.getLogger(KeptVectors.class);
    private static final int MOST_DIMENSIONS = 8_192;

    private final Embeddings embeddings;
    private final Path folder;

    KeptVectors(Embeddings embeddings, Path folder) {
        this.embeddings = embeddings;
        this.folder = folder;
    }

    List<float[]> of(List<String> texts) throws InterruptedException {
        Path file = folder.resolve(name(texts) + ".vectors");
        Optional<List<float[]>> kept = read(file, texts.size());
        if (kept.isPresent()) {
            return kept.get();
        }
        long start = System.nanoTime();
        List<float[]> vectors = new ArrayList<>(texts.size());
        for (String text : texts) {
            vectors.add(embeddings.of(text));
        }
        LOG.info(
                "vectors of a corpus computed entries={} ms={} file={}",
                texts.size(),
                (System.nanoTime() - start) / 1_000_000,
                file);
        write(file, vectors);
        return vectors;
    }

    private String name(List<String> texts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String text : texts) {
                digest.update(text.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return embeddings.name() + "-" + HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static Optional<List<float[]>> read(Path file, int count) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            int dimensions = in.readInt();
            if (dimensions < 1 || dimensions > MOST_DIMENSIONS || Files.size(file) != 4L + 4L * dimensions * count) {
                throw new IOException("it is not of " + count + " vectors");
            }
            List<float[]> vectors = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                float[] vector = new float[dimensions];
                for (int k = 0; k < dimensions; k++) {
                    vector[k] = in.readFloat();
                }
                vectors.add(vector);
            }
            return Optional.of(vectors);
        } catch (IOException e) {
            LOG.warn("kept vectors cannot be read and are computed again file={}: {}", file, e.getMessage());
            return Optional.empty();
        }
    }

    private void write(Path file, List<float[]> vectors) {
        if (vectors.isEmpty()) {
            return;
        }
        try {
            Files.createDirectories(folder);
            Path whole = Files.createTempFile(folder, "vectors", ".new");
            try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(whole)))) {
                out.writeInt(vectors.getFirst().length);
                for (float[] vector : vectors) {
                    for (float value : vector) {
                        out.writeFloat(value);
                    }
                }
            }
            Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("vectors of a corpus cannot be kept and will be computed again file={}: {}", file, e.toString());
        }
    }
}
