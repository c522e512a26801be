package org.inkstream.agents.mcp.client;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.mcp.wire.Failures;
import org.inkstream.agents.mcp.wire.Message;
import org.inkstream.agents.mcp.wire.Rpc;
import org.inkstream.agents.schema.AgentSchemas;
import org.inkstream.catalogue.ErrorClass;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the tools of an agent page by page. One reading; used on one event loop. */
final class ToolListing {
    private static final Logger LOGGER = LoggerFactory.getLogger(ToolListing.class);

    private static final int MOST_PAGES = 100;
    private static final int MOST_TOOLS = 10_000;
    private static final Duration LONGEST = Duration.ofDays(1);

    /** An agent of the initialize era tells us of changes, if it can reach us. */
    private static final Duration SESSION_LISTS = Duration.ofMinutes(5);

    /** When an agent that listed nothing is asked again. */
    private static final Duration UNLISTED = Duration.ofMinutes(1);

    private final Wire wire;
    private final Dialect dialect;
    private final AgentSchemas schemas;
    private final Map<String, AgentSchemas.Check> checks = new HashMap<>();
    private final Set<String> cursors = new HashSet<>();
    private String revision = "";
    private boolean keys;
    private Duration goodFor;

    private ToolListing(Wire wire, Dialect dialect, AgentSchemas schemas) {
        this.wire = wire;
        this.dialect = dialect;
        this.schemas = schemas;
        this.goodFor = dialect.stateless() ? LONGEST : SESSION_LISTS;
    }

    /**
     * What the agent says about its tools; an agent that lists none, or makes nonsense of it, is
     * taken as it is. Fails with {@link CallFailure} only if it cannot be reached.
     */
    static Future<AgentTools> read(Wire wire, Dialect dialect, AgentSchemas schemas) {
        return new ToolListing(wire, dialect, schemas)
                .page(new JsonObject())
                .recover(ToolListing::unlisted);
    }

    private Future<AgentTools> page(JsonObject params) {
        return wire.ask(dialect, Rpc.LIST_TOOLS, params)
                .compose(
                        answer ->
                                answer.message() instanceof Message.Result result
                                        ? take(result.result())
                                        : Future.failedFuture(
                                                Failures.ofRefusal(
                                                        (Message.Refusal) answer.message())));
    }

    private Future<AgentTools> take(JsonObject page) {
        if (!(page.getValue("tools") instanceof JsonArray tools)) {
            return nonsense("a page without tools");
        }
        tools.forEach(this::take);
        takeTerms(page);
        if (!(page.getValue("nextCursor") instanceof String cursor)) {
            return Future.succeededFuture(new AgentTools(true, checks, revision, keys, goodFor));
        }
        if (!cursors.add(cursor) || cursors.size() >= MOST_PAGES || checks.size() > MOST_TOOLS) {
            return nonsense("pages without end");
        }
        return page(new JsonObject().put("cursor", cursor));
    }

    private void take(Object listed) {
        if (listed instanceof JsonObject tool && tool.getValue("name") instanceof String name) {
            AgentSchemas.Check check =
                    tool.getValue("outputSchema") instanceof JsonObject schema
                            ? schemas.check(name, schema)
                            : AgentSchemas.ANYTHING;
            checks.putIfAbsent(name, check);
        }
    }

    private void takeTerms(JsonObject page) {
        if (page.getValue("ttlMs") instanceof Number millis) {
            Duration ttl = Duration.ofMillis(Math.max(0, millis.longValue()));
            goodFor = ttl.compareTo(goodFor) < 0 ? ttl : goodFor;
        } else if (dialect.stateless()) {
            goodFor = SESSION_LISTS;
        }
        if (page.getValue(Rpc.META) instanceof JsonObject meta) {
            takeMeta(meta);
        }
    }

    private void takeMeta(JsonObject meta) {
        if (meta.getValue(Rpc.META_TOOLS_REVISION) instanceof String told) {
            revision = told;
        }
        keys |= Boolean.TRUE.equals(meta.getValue(Rpc.META_KEYS));
    }

    private static Future<AgentTools> nonsense(String what) {
        return Future.failedFuture(new CallFailure(ErrorClass.INVALID_DATA, what));
    }

    private static Future<AgentTools> unlisted(Throwable cause) {
        CallFailure failure = Failures.of(cause);
        return switch (failure.errorClass()) {
            case REFUSED, INVALID_DATA, UNKNOWN -> {
                LOGGER.atWarn()
                        .addKeyValue("reason", failure.getMessage())
                        .log("agent does not list its tools; every tool is tried");
                yield Future.succeededFuture(AgentTools.unlisted(UNLISTED));
            }
            default -> Future.failedFuture(failure);
        };
    }
}
