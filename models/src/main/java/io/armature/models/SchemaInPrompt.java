package io.armature.models;

/** For models that cannot be held to a schema by their provider: the schema is asked for in words. */
final class SchemaInPrompt {
    private SchemaInPrompt() {}

    static String system(Call call, boolean held) {
        if (held || call.output().isEmpty()) {
            return call.system();
        }
        Call.OutputSchema output = call.output().get();
        return call.system()
                + "\n\nAnswer with one JSON value and nothing else: no words around it, no code fence. It must fit this JSON Schema:\n"
                + "<schema name=\"" + output.name() + "\">\n"
                + output.schema()
                        .toString()
                        .replace("&", "\\u0026")
                        .replace("<", "\\u003c")
                        .replace(">", "\\u003e")
                + "\n</schema>";
    }
}
