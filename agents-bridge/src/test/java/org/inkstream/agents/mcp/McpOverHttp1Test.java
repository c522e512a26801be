package org.inkstream.agents.mcp;

class McpOverHttp1Test extends McpHttpAgentContract {
    @Override
    boolean http2() {
        return false;
    }
}
