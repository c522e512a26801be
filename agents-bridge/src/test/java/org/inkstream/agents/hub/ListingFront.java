package org.inkstream.agents.hub;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.inkstream.catalogue.ToolCatalogue;

/** Answers {@code tools/list} for an agent that does not, and passes calls on. */
final class ListingFront {
    private ListingFront() {}

    /** The URL of the front. */
    static Future<String> start(Vertx vertx, String agent) {
        HttpClient client = vertx.createHttpClient();
        return vertx.createHttpServer()
                .requestHandler(
                        request ->
                                request.body()
                                        .onSuccess(body -> answer(client, agent, request, body)))
                .listen(0, "127.0.0.1")
                .map(server -> "http://127.0.0.1:" + server.actualPort() + "/mcp");
    }

    private static void answer(
            HttpClient client, String agent, HttpServerRequest request, Buffer body) {
        JsonObject message = body.toJsonObject();
        request.response().putHeader("content-type", "application/json");
        if ("tools/list".equals(message.getString("method"))) {
            JsonObject tool =
                    new JsonObject()
                            .put("name", "generate_summary")
                            .put("description", "Sums the letter up.")
                            .put(
                                    "inputSchema",
                                    ToolCatalogue.packaged()
                                            .tool("generate_summary")
                                            .inputSchema());
            request.response()
                    .end(
                            new JsonObject()
                                    .put("jsonrpc", "2.0")
                                    .put("id", message.getValue("id"))
                                    .put(
                                            "result",
                                            new JsonObject()
                                                    .put("tools", new JsonArray().add(tool)))
                                    .toBuffer());
        } else {
            client.request(new RequestOptions().setMethod(HttpMethod.POST).setAbsoluteURI(agent))
                    .compose(onward -> onward.send(body).compose(HttpClientResponse::body))
                    .onSuccess(answer -> request.response().end(answer));
        }
    }
}
