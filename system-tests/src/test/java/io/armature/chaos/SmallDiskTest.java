package io.armature.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallDiskTest {
    @Test
    void whenItIsFullNothingCanBeWrittenUntilItIsFreed(@TempDir Path folder) throws Exception {
        Optional<SmallDisk> mounted = SmallDisk.mountedOn(folder);
        assumeTrue(mounted.isPresent(), "only root may mount a disk, on Linux");
        try (SmallDisk disk = mounted.get()) {
            Path file = folder.resolve("state");
            disk.fill();
            assertThatThrownBy(() -> Files.write(file, new byte[100_000])).isInstanceOf(IOException.class);

            disk.free();
            Files.write(file, new byte[100_000]);

            assertThat(file).hasSize(100_000);
        }
        assertThat(folder).isEmptyDirectory();
    }
}
