package io.armature.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.armature.blueprints.Blueprint;
import io.armature.blueprints.Blueprints;
import io.armature.blueprints.FaultyBlueprintException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServedBlueprintsTest {
    private static final Set<String> MODELS = Set.of("cheap", "strong");

    @TempDir
    private Path folder;

    private final List<String> published = new ArrayList<>();
    private boolean brokerAway;

    @Test
    void aModelThatTheCatalogueDoesNotNameIsAFaultOfTheOperatorsBlueprint() throws IOException {
        write("mine", "mine");
        assertThatThrownBy(() -> new BlueprintsFolder(folder, Set.of("strong")::contains).first())
                .isInstanceOf(FaultyBlueprintException.class)
                .hasMessageContaining("mine/blueprint.yaml")
                .hasMessageContaining("cheap");
    }

    @Test
    void withoutAFolderTheBuiltInOnesAreServed() {
        assertThat(Served.builtIn().find("meal-day")).isPresent();
    }

    @Test
    void twoBlueprintsOfOneIdAreAFault() throws IOException {
        write("one", "mine");
        write("two", "mine");
        assertThatThrownBy(() -> new BlueprintsFolder(folder, MODELS::contains).first())
                .hasMessageContaining("two/blueprint.yaml")
                .hasMessageContaining("'mine' too");
    }

    @Test
    void aBlueprintDroppedIntoTheFolderIsPublishedAndThenServed() throws Exception {
        ServedBlueprints served = served();
        assertThat(served.find("mine")).isEmpty();
        write("mine", "mine");
        looks(served);
        assertThat(served.find("mine")).isPresent();
        assertThat(published).contains(served.find("mine").orElseThrow().toString());
    }

    @Test
    void aChangedOneIsServedInItsNewVersion() throws Exception {
        write("mine", "mine");
        ServedBlueprints served = served();
        Blueprint before = served.find("mine").orElseThrow();
        change("mine", "title: A day", "title: Another day");
        looks(served);
        assertThat(served.find("mine").orElseThrow().version()).isNotEqualTo(before.version());
    }

    @Test
    void ofOneThatHasBecomeFaultyTheLastGoodVersionStaysAndTheOthersAreTakenIn() throws Exception {
        write("mine", "mine");
        ServedBlueprints served = served();
        Blueprint before = served.find("mine").orElseThrow();
        change("mine", "deadline: 10m", "deadline: soon");
        write("other", "other");
        looks(served);
        assertThat(served.find("mine")).hasValue(before);
        assertThat(served.find("other")).isPresent();
        change("mine", "deadline: soon", "deadline: 11m");
        looks(served);
        assertThat(served.find("mine").orElseThrow().deadline()).hasMinutes(11);
    }

    @Test
    void whatIsNoTextIsAFaultOfItsBlueprintAlone() throws Exception {
        ServedBlueprints served = served();
        write("mine", "mine");
        Files.write(folder.resolve("mine").resolve("picture.md"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        write("other", "other");
        looks(served);
        assertThat(served.find("other")).isPresent();
        assertThat(served.find("mine")).isEmpty();
    }

    @Test
    void oneThatIsTakenAwayIsServedNoMore() throws Exception {
        write("mine", "mine");
        ServedBlueprints served = served();
        try (Stream<Path> files = Files.walk(folder.resolve("mine"))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        looks(served);
        assertThat(served.find("mine")).isEmpty();
    }

    @Test
    void whatCouldNotBePublishedIsPublishedAtALaterLook() throws Exception {
        ServedBlueprints served = served();
        write("mine", "mine");
        brokerAway = true;
        served.look();
        assertThatThrownBy(served::look).isInstanceOf(TimeoutException.class);
        assertThat(served.find("mine")).isEmpty();
        brokerAway = false;
        served.look();
        assertThat(served.find("mine")).isPresent();
    }

    @Test
    void aFolderThatIsStillBeingWrittenIsReadWhenItRests() throws Exception {
        ServedBlueprints served = served();
        write("mine", "mine");
        served.look();
        Files.delete(folder.resolve("mine").resolve("meal.ask.md"));
        served.look();
        assertThat(served.find("mine")).isEmpty();
        Files.writeString(folder.resolve("mine").resolve("meal.ask.md"), "Write the meal {{{spec}}}.");
        looks(served);
        assertThat(served.find("mine")).isPresent();
    }

    /** A change is taken in when two looks see the same. */
    private static void looks(ServedBlueprints served) throws InterruptedException {
        served.look();
        served.look();
    }

    private ServedBlueprints served() throws InterruptedException {
        BlueprintsFolder own = new BlueprintsFolder(folder, MODELS::contains);
        ServedBlueprints served = new ServedBlueprints(Optional.of(own), blueprints -> {
            if (brokerAway) {
                throw new TimeoutException("the broker is away");
            }
            blueprints.forEach(blueprint -> published.add(blueprint.toString()));
        });
        served.serve(own.first());
        return served;
    }

    /** The built-in meal-day under another id. */
    private void write(String child, String id) throws IOException {
        Map<String, String> files = Blueprints.builtIn().stream()
                .filter(blueprint -> blueprint.id().equals("meal-day"))
                .findFirst()
                .orElseThrow()
                .files()
                .byName();
        Path mine = Files.createDirectories(folder.resolve(child));
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(mine.resolve(file.getKey()), file.getValue().replace("id: meal-day", "id: " + id));
        }
    }

    private void change(String child, String from, String to) throws IOException {
        Path yaml = folder.resolve(child).resolve("blueprint.yaml");
        String text = Files.readString(yaml, StandardCharsets.UTF_8);
        assertThat(text).contains(from);
        Files.writeString(yaml, text.replace(from, to));
    }
}
