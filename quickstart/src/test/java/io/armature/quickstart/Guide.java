package io.armature.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code docs/guide.md}, as someone follows it. */
final class Guide {
    private static final Pattern FILE = Pattern.compile("(?m)^`([a-z.]+)`\\n```[a-z]+\\n(.*?)^```$", Pattern.DOTALL);
    private static final Pattern COMMAND = Pattern.compile("(?m)^```sh\\n(.*?)\\n```$");

    private final String text;

    private Guide(String text) {
        this.text = text;
    }

    static Guide read() throws IOException {
        return new Guide(Files.readString(Script.ROOT.resolve("docs/guide.md")));
    }

    /** The files that it has the reader write, by name. */
    Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        Matcher matcher = FILE.matcher(text);
        while (matcher.find()) {
            files.put(matcher.group(1), matcher.group(2));
        }
        return files;
    }

    /** The commands that it has the reader type, in order. */
    List<String> commands() {
        List<String> commands = new ArrayList<>();
        Matcher matcher = COMMAND.matcher(text);
        while (matcher.find()) {
            commands.add(matcher.group(1));
        }
        return commands;
    }

    /** Writes its files, over those that are there. */
    void write(Path folder) throws IOException {
        for (Map.Entry<String, String> file : files().entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
    }
}
