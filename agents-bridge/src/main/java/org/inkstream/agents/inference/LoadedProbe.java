package org.inkstream.agents.inference;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import java.util.OptionalInt;
import org.inkstream.agents.mcp.wire.JsonTree;
import org.inkstream.agents.mcp.wire.MalformedMessage;

/** Reads how many models a server has loaded: the length of the list {@code models}. */
final class LoadedProbe {
    private final Page page;

    LoadedProbe(Page page) {
        this.page = page;
    }

    Future<ModelEndpoint.Sight> ask(ServerAddress address, String path) {
        return page.get(address.request(HttpMethod.GET, path)).map(LoadedProbe::read);
    }

    /** One that says something else is there all the same. */
    private static ModelEndpoint.Sight read(Buffer body) {
        try {
            return JsonTree.read(body).getValue("models") instanceof JsonArray models
                    ? new ModelEndpoint.Sight(true, OptionalInt.of(models.size()))
                    : ModelEndpoint.Sight.HERE;
        } catch (MalformedMessage noJson) {
            return ModelEndpoint.Sight.HERE;
        }
    }
}
