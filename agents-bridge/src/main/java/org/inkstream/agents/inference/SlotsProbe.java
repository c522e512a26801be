package org.inkstream.agents.inference;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import org.inkstream.agents.mcp.wire.JsonTree;
import org.inkstream.agents.mcp.wire.MalformedMessage;

/**
 * Reads how many slots a llama.cpp server has: {@code total_slots} of its {@code /props}, which
 * unlike {@code /slots} no option turns off, and which does not tell what others have asked.
 *
 * @see <a href="https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md">its
 *     documentation</a>
 */
final class SlotsProbe {
    private static final String PATH = "/props";
    private static final int MOST = 1 << 16;

    private final Page page;

    SlotsProbe(Page page) {
        this.page = page;
    }

    Future<Integer> ask(ServerAddress address) {
        return page.get(address.besides(HttpMethod.GET, PATH))
                .map(SlotsProbe::read)
                .compose(
                        slots ->
                                slots > 0
                                        ? Future.succeededFuture(slots)
                                        : Future.failedFuture(
                                                Page.silent("does not say how many slots it has")));
    }

    /** 0 if it does not say, or says what cannot be. */
    private static int read(Buffer body) {
        try {
            return JsonTree.read(body).getValue("total_slots") instanceof Integer slots
                            && slots > 0
                            && slots <= MOST
                    ? slots
                    : 0;
        } catch (MalformedMessage noJson) {
            return 0;
        }
    }
}
