package org.inkstream.agents.mcp.server;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.inkstream.agents.mcp.wire.Rpc;
import org.inkstream.agents.mcp.wire.RpcError;

/** Cuts a list of tools into pages. A cursor is the name of the last tool on the page before. */
final class ToolPages {
    /** All of ours on one page; a list of some thousand does not become one huge message. */
    private static final int LONGEST_PAGE = 200;

    private final int longest;

    ToolPages() {
        this(LONGEST_PAGE);
    }

    /**
     * @param longest tools on a page, at least one
     */
    ToolPages(int longest) {
        this.longest = longest;
    }

    /**
     * The page that the params of {@code tools/list} ask for.
     *
     * @throws RpcError if the cursor is none of ours, or its tool is gone
     */
    JsonObject page(JsonArray tools, JsonObject params) {
        int from = params.getValue("cursor") == null ? 0 : after(params.getValue("cursor"), tools);
        int to = Math.min(tools.size(), from + longest);
        List<?> page = tools.getList().subList(from, to);
        JsonObject result = new JsonObject().put("tools", new JsonArray(page));
        return to == tools.size() ? result : result.put("nextCursor", name(tools, to - 1));
    }

    private static int after(Object cursor, JsonArray tools) {
        for (int i = 0; i < tools.size(); i++) {
            if (cursor.equals(name(tools, i))) {
                return i + 1;
            }
        }
        throw new RpcError(Rpc.INVALID_PARAMS, "no such cursor; begin the list again");
    }

    private static String name(JsonArray tools, int index) {
        return tools.getJsonObject(index).getString("name");
    }
}
