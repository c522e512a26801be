package org.inkstream.agents.mcp.client;

class McpOverHttp2Test extends McpHttpAgentContract {
    @Override
    boolean http2() {
        return true;
    }
}
