package io.armature.assembler.status;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Events as JSON reads them: names as in the schema, money as a plain decimal string, times in ISO 8601. */
final class AvroJson {
    private AvroJson() {}

    static Map<String, Object> of(SpecificRecord event) {
        Map<String, Object> json = new LinkedHashMap<>();
        for (Schema.Field field : event.getSchema().getFields()) {
            Object value = value(event.get(field.pos()));
            if (value != null) {
                json.put(field.name(), value);
            }
        }
        return json;
    }

    private static @Nullable Object value(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case SpecificRecord nested -> of(nested);
            case Collection<?> list -> list.stream().map(AvroJson::value).toList();
            case BigDecimal money -> money(money);
            case Instant time -> time.toString();
            case Enum<?> name -> name.name();
            default -> value;
        };
    }

    /** US dollars, exact, without needless zeros. */
    static String money(BigDecimal dollars) {
        return dollars.signum() == 0 ? "0" : dollars.stripTrailingZeros().toPlainString();
    }
}
