package io.armature.serde;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.generic.IndexedRecord;

/** An event as plain JSON, to compare across languages: decimals as text, times as milliseconds. */
final class PlainEvent {
    private PlainEvent() {}

    static Object of(Object value) {
        return switch (value) {
            case null -> null;
            case IndexedRecord event -> {
                Map<String, Object> fields = new LinkedHashMap<>();
                event.getSchema().getFields().forEach(field -> fields.put(field.name(), of(event.get(field.pos()))));
                yield fields;
            }
            case Collection<?> list -> {
                java.util.List<Object> items = new java.util.ArrayList<>();
                list.forEach(item -> items.add(of(item)));
                yield items;
            }
            case Map<?, ?> map -> {
                Map<String, Object> entries = new LinkedHashMap<>();
                map.forEach((key, entry) -> entries.put(key.toString(), of(entry)));
                yield entries;
            }
            case BigDecimal decimal -> decimal.toPlainString();
            case Instant instant -> instant.toEpochMilli();
            case Double number -> number;
            case Number number -> number.longValue();
            case Boolean flag -> flag;
            default -> value.toString();
        };
    }
}
