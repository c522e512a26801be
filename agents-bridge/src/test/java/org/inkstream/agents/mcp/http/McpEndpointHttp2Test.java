package org.inkstream.agents.mcp.http;

class McpEndpointHttp2Test extends McpEndpointContract {
    @Override
    boolean http2() {
        return true;
    }
}
