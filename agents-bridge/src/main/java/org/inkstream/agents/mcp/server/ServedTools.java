package org.inkstream.agents.mcp.server;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.inkstream.agents.mcp.wire.Rpc;
import org.inkstream.agents.mcp.wire.RpcError;
import org.inkstream.agents.schema.ToolSchemas;
import org.inkstream.catalogue.Tool;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.money.ModelUsage;
import org.inkstream.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tools of a catalogue that have work behind them in this process. For any thread. */
public final class ServedTools {
    private static final Logger LOGGER = LoggerFactory.getLogger(ServedTools.class);

    private final ToolCatalogue catalogue;
    private final Map<String, ToolHandler> handlers;
    private final ToolSchemas schemas;
    private final Executor executor;
    private final Timers clock;

    /**
     * @param handlers the work behind each tool; a tool of the catalogue without one is not served
     * @param executor where tools work: never an event loop
     * @param clock for measuring only
     */
    public ServedTools(
            ToolCatalogue catalogue,
            Map<String, ToolHandler> handlers,
            ToolSchemas schemas,
            Executor executor,
            Timers clock) {
        this.catalogue = catalogue;
        this.handlers = Map.copyOf(handlers);
        this.schemas = schemas;
        this.executor = executor;
        this.clock = clock;
    }

    /** As {@code tools/list} shows them, in catalogue order. */
    JsonArray list() {
        JsonArray list = new JsonArray();
        catalogue.tools().stream()
                .filter(tool -> handlers.containsKey(tool.name()))
                .map(ServedTools::shown)
                .forEach(list::add);
        return list;
    }

    /**
     * The result of {@code tools/call}; it completes on the executor.
     *
     * @param abandoned asked before the work begins: whether nobody waits for it any more
     * @throws RpcError if there is no such tool, or its schema does not allow the arguments
     */
    Future<JsonObject> call(JsonObject params, BooleanSupplier abandoned) {
        String name = params.getValue("name") instanceof String text ? text : "";
        ToolHandler handler = handlers.get(name);
        if (handler == null) {
            throw new RpcError(Rpc.INVALID_PARAMS, "no such tool");
        }
        if (!(params.getValue("arguments", new JsonObject()) instanceof JsonObject arguments)) {
            throw new RpcError(Rpc.INVALID_PARAMS, "arguments must be an object");
        }
        Optional<String> problem = schemas.argumentProblem(name, arguments);
        if (problem.isPresent()) {
            throw new RpcError(Rpc.INVALID_PARAMS, "arguments: " + problem.get());
        }
        return onExecutor(() -> work(name, handler, arguments), abandoned);
    }

    private Future<JsonObject> onExecutor(Supplier<JsonObject> work, BooleanSupplier abandoned) {
        Promise<JsonObject> done = Promise.promise();
        try {
            executor.execute(
                    () -> {
                        try {
                            if (abandoned.getAsBoolean()) {
                                throw new RpcError(Rpc.ABANDONED, "given up before it began");
                            }
                            done.complete(work.get());
                        } catch (RpcError refused) {
                            done.fail(refused);
                        }
                    });
        } catch (RejectedExecutionException full) {
            throw new RpcError(Rpc.OVERLOADED, "too many calls are waiting");
        }
        return done.future();
    }

    private JsonObject work(String tool, ToolHandler handler, JsonObject arguments) {
        long begun = clock.monotonicNanos();
        JsonObject result;
        try {
            result = handler.call(arguments);
        } catch (IllegalArgumentException wrong) {
            throw new RpcError(Rpc.INVALID_PARAMS, "arguments: " + wrong.getMessage());
        } catch (RuntimeException bug) {
            // The caller hears only that it failed; why can be found here.
            LOGGER.atError().setCause(bug).addKeyValue("tool", tool).log("a tool threw");
            throw new RpcError(Rpc.INTERNAL_ERROR, "the tool failed");
        }
        ModelUsage usage = ModelUsage.ofRules("built-in", clock.since(begun));
        return new JsonObject()
                .put(
                        "content",
                        new JsonArray()
                                .add(
                                        new JsonObject()
                                                .put("type", "text")
                                                .put("text", result.encode())))
                .put("structuredContent", result)
                .put("isError", false)
                .put(
                        Rpc.META,
                        new JsonObject().put(Rpc.META_USAGE, new JsonArray().add(usage.toJson())));
    }

    private static JsonObject shown(Tool tool) {
        return new JsonObject()
                .put("name", tool.name())
                .put("description", tool.description())
                .put("inputSchema", tool.inputSchema())
                .put("outputSchema", tool.outputSchema());
    }
}
