package io.armature.assembler;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of server-sent events. */
final class EventReader implements AutoCloseable {
    record Event(String id, String name, JsonNode data) {}

    private final HttpURLConnection connection;
    private final BufferedReader lines;

    EventReader(String url, @Nullable String lastEventId) throws IOException {
        connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
        connection.setReadTimeout((int) Backbone.LONG.toMillis());
        connection.setRequestProperty("Accept", "text/event-stream");
        if (lastEventId != null) {
            connection.setRequestProperty("Last-Event-ID", lastEventId);
        }
        InputStream body =
                connection.getResponseCode() == 200 ? connection.getInputStream() : InputStream.nullInputStream();
        lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    }

    int status() throws IOException {
        return connection.getResponseCode();
    }

    /** The next event; null at the end of the stream. */
    @Nullable Event next() throws IOException {
        String id = "";
        String name = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("id:")) {
                id = line.substring("id:".length());
            } else if (line.startsWith("event:")) {
                name = line.substring("event:".length());
            } else if (line.startsWith("data:")) {
                return new Event(id, name, JsonMapper.shared().readTree(line.substring("data:".length())));
            }
        }
        return null;
    }

    List<Event> rest() throws IOException {
        List<Event> events = new ArrayList<>();
        for (Event event = next(); event != null; event = next()) {
            events.add(event);
        }
        return events;
    }

    @Override
    public void close() {
        connection.disconnect();
    }
}
