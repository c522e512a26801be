package org.inkstream.agents.hub;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.inkstream.agents.call.CallFailure;
import org.inkstream.agents.mcp.client.CallMessages;
import org.inkstream.agents.mcp.wire.Failures;
import org.inkstream.agents.mcp.wire.JsonTree;
import org.inkstream.agents.mcp.wire.MalformedMessage;
import org.inkstream.agents.mcp.wire.Message;
import org.inkstream.agents.mcp.wire.MessageCodec;
import org.inkstream.agents.mcp.wire.Rpc;
import org.inkstream.catalogue.ErrorClass;

/** Asks an agent behind a URL which tools it serves, page by page. */
final class RemoteListing {
    private static final long LIMIT_MS = 10_000;
    private static final int MOST_PAGES = 100;

    private final HttpClientAgent client;
    private final String url;
    private final String agentId;

    RemoteListing(HttpClientAgent client, String url, String agentId) {
        this.client = client;
        this.url = url;
        this.agentId = agentId;
    }

    /** The tools; fails if the agent cannot be reached or does not list them as it should. */
    Future<List<HubTool>> ask() {
        return page(new ArrayList<>(), "", 1);
    }

    private Future<List<HubTool>> page(List<HubTool> before, String cursor, int number) {
        JsonObject params = new JsonObject().put(Rpc.META, CallMessages.clientMeta());
        if (!cursor.isEmpty()) {
            params.put("cursor", cursor);
        }
        return send(MessageCodec.request(number, Rpc.LIST_TOOLS, params).toBuffer())
                .map(RemoteListing::result)
                .compose(
                        result -> {
                            before.addAll(tools(result));
                            return result.getValue("nextCursor") instanceof String next
                                            && number < MOST_PAGES
                                    ? page(before, next, number + 1)
                                    : Future.succeededFuture(before);
                        });
    }

    private Future<Buffer> send(Buffer body) {
        RequestOptions options =
                new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setAbsoluteURI(url)
                        .setTimeout(LIMIT_MS)
                        .putHeader("content-type", "application/json")
                        .putHeader("accept", "application/json, text/event-stream")
                        .putHeader("mcp-protocol-version", Rpc.REVISION)
                        .putHeader("mcp-method", Rpc.LIST_TOOLS);
        return client.request(options)
                .compose(request -> request.send(body).compose(RemoteListing::body));
    }

    private static Future<Buffer> body(HttpClientResponse response) {
        return response.statusCode() == 200
                ? response.body()
                : Future.failedFuture(
                        new CallFailure(
                                ErrorClass.REFUSED, "HTTP status " + response.statusCode()));
    }

    private static JsonObject result(Buffer body) {
        return MessageCodec.message(JsonTree.read(body))
                .match(
                        request -> {
                            throw new MalformedMessage("a request for an answer");
                        },
                        notification -> {
                            throw new MalformedMessage("a notification for an answer");
                        },
                        Message.Result::result,
                        refusal -> {
                            throw Failures.ofRefusal(refusal);
                        });
    }

    private List<HubTool> tools(JsonObject result) {
        if (!(result.getValue("tools") instanceof JsonArray listed)) {
            throw new MalformedMessage("no tools in the list");
        }
        String revision =
                result.getValue(Rpc.META) instanceof JsonObject meta
                                && meta.getValue(Rpc.META_TOOLS_REVISION) instanceof String said
                        ? said
                        : "";
        List<HubTool> tools = new ArrayList<>();
        for (Object one : listed) {
            if (one instanceof JsonObject definition) {
                tools.add(HubTool.listed(agentId, definition, revision));
            }
        }
        return tools;
    }
}
