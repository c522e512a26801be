// A server of both eras made with the official SDK: HTTP on a free port, or stdio.
import http from 'node:http';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import * as z from 'zod';

function make() {
    const server = new McpServer({ name: 'modern-peer', version: '1.0.0' });
    server.registerTool(
        'generate_summary',
        {
            description: 'Sums up',
            inputSchema: z.object({ text: z.string() }),
            outputSchema: z.object({ summary: z.string() }),
        },
        async ({ text }) => {
            const result = { summary: `Summary of ${text}` };
            return { content: [{ type: 'text', text: JSON.stringify(result) }], structuredContent: result };
        },
    );
    return server;
}

if (process.argv[2] === 'stdio') {
    serveStdio(make);
} else {
    const handler = createMcpHandler(make);
    const server = http.createServer(async (request, response) => {
        const chunks = [];
        for await (const chunk of request) chunks.push(chunk);
        const headers = new Headers();
        for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
        const body = chunks.length ? Buffer.concat(chunks) : undefined;
        const answer = await handler.fetch(
            new Request(`http://127.0.0.1${request.url}`, { method: request.method, headers, body }),
        );
        response.writeHead(answer.status, Object.fromEntries(answer.headers));
        if (answer.body) for await (const chunk of answer.body) response.write(chunk);
        response.end();
    });
    server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/mcp`));
}
