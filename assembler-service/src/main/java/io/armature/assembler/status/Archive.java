package io.armature.assembler.status;

import io.armature.blueprints.DocumentFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files as a zip. Equal files give equal bytes: no entry says when it was written. */
final class Archive {
    /** The first time that a zip can say. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private Archive() {}

    /** @param files with safe paths, each once */
    static void write(List<DocumentFile> files, OutputStream out) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
            for (DocumentFile file : files) {
                ZipEntry entry = new ZipEntry(file.path());
                entry.setTimeLocal(NO_TIME);
                zip.putNextEntry(entry);
                zip.write(file.content().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
    }
}
