package org.inkstream.agents.mcp.http;

class McpEndpointHttp1Test extends McpEndpointContract {
    @Override
    boolean http2() {
        return false;
    }
}
