package org.inkstream.agents.mcp;

class McpOverHttp2Test extends McpHttpAgentContract {
    @Override
    boolean http2() {
        return true;
    }
}
