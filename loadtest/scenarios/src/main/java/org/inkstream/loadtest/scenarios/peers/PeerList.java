package org.inkstream.loadtest.scenarios.peers;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.inkstream.loadtest.peers.gpu.ParameterSet;
import org.inkstream.loadtest.peers.gpu.http.EngineKind;

/** Engines and the sets of figures that they may have, for people and for programs. */
final class PeerList {
    private PeerList() {}

    /** Every engine with its sets, and all figures with mark and source. */
    static JsonObject json() {
        JsonObject engines = new JsonObject();
        for (EngineKind engine : EngineKind.values()) {
            engines.put(engine.word(), new JsonArray(engine.sets()));
        }
        return new JsonObject().put("engines", engines).put("figures", ParameterSet.all());
    }

    static String text() {
        StringBuilder text = new StringBuilder();
        for (EngineKind engine : EngineKind.values()) {
            for (String set : engine.sets()) {
                text.append("--engine %s --set %s%n".formatted(engine.word(), set));
                engine.figures(set).forEach(figure -> text.append(line(figure)));
            }
        }
        return text.append(
                        "Marks: M measured by us, D documented, A assumed, C computed. --json has models too.")
                .toString();
    }

    private static String line(Map.Entry<String, Object> figure) {
        if (figure.getValue() instanceof JsonArray parts
                && parts.size() == 3
                && parts.getValue(1) instanceof String mark
                && mark.length() == 1) {
            return "    %s %s  [%s] %s%n"
                    .formatted(figure.getKey(), parts.getValue(0), mark, parts.getString(2));
        }
        if (figure.getValue() instanceof JsonObject nested) {
            StringBuilder lines = new StringBuilder();
            nested.forEach(part -> lines.append(line(part)));
            return lines.toString();
        }
        return "    %s %s%n".formatted(figure.getKey(), figure.getValue());
    }
}
