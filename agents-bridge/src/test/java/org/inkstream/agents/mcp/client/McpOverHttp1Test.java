package org.inkstream.agents.mcp.client;

class McpOverHttp1Test extends McpHttpAgentContract {
    @Override
    boolean http2() {
        return false;
    }
}
