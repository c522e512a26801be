package org.inkstream.loadtest.peers.gpu.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.function.Supplier;
import org.inkstream.loadtest.peers.models.Wire;

/** The paths under {@code /sim}, by which one looks behind a server and spoils it. */
final class Control {
    static final String PATH = "/sim/";

    private final Supplier<Life> life;
    private final Runnable reset;

    Control(Supplier<Life> life, Runnable reset) {
        this.life = life;
        this.reset = reset;
    }

    Wire.Page answer(String method, String path, Buffer body) {
        try {
            return found(method, path, body);
        } catch (IllegalStateException unbalanced) {
            return problem(500, String.valueOf(unbalanced.getMessage()));
        }
    }

    private Wire.Page found(String method, String path, Buffer body) {
        Life now = life.get();
        return switch (method + " " + path) {
            case "GET /sim/stats" -> json(stats(now));
            case "GET /sim/samples" ->
                    json(new JsonObject().put("samples", now.samples().toJson()));
            case "GET /sim/demand" -> json(now.asked().toJson(now.face().ideal()));
            case "POST /sim/fault" -> fault(now, body);
            case "POST /sim/reset" -> {
                reset.run();
                yield json(stats(life.get()));
            }
            default ->
                    problem(
                            404,
                            "there is GET /sim/stats, /sim/samples and /sim/demand, POST"
                                    + " /sim/fault and /sim/reset");
        };
    }

    private static JsonObject stats(Life now) {
        ServerPlan plan = now.plan();
        return StatsJson.whole(now.engine().stats())
                .put("engine", plan.engine().word())
                .put("set", plan.set())
                .put("scale", plan.scale())
                .put("documents", now.asked().documents())
                .put("calls", now.asked().calls());
    }

    private static Wire.Page fault(Life now, Buffer body) {
        try {
            FaultOrders.of(body.toJsonObject()).apply(now.engine().faults());
            return json(new JsonObject().put("ok", true));
        } catch (DecodeException | IllegalArgumentException | ClassCastException bad) {
            return problem(400, String.valueOf(bad.getMessage()));
        }
    }

    private static Wire.Page problem(int status, String message) {
        return new Wire.Page(status, Wire.JSON, new JsonObject().put("error", message).toBuffer());
    }

    private static Wire.Page json(JsonObject json) {
        return Wire.Page.json(json.toBuffer());
    }
}
