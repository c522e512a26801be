package org.inkstream.loadtest.scenarios.overhead;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.inkstream.catalogue.Tool;
import org.inkstream.catalogue.ToolCatalogue;
import org.inkstream.loadtest.scenarios.system.TestLetters;
import org.inkstream.pipeline.document.OcrCompleted;
import org.inkstream.pipeline.ingest.Decoding;
import org.inkstream.pipeline.ingest.OcrEventDecoder;
import org.inkstream.pipeline.plan.Plan;
import org.inkstream.pipeline.plan.Preparation;

/**
 * The requests that a worker sends for a document, byte for byte but for what counts up. The
 * letters are rendered beforehand; for a document its ids are written over those of the model.
 */
final class FloorRequests {
    private static final String RUN = "00000000-0000-5000-8000-000000000000";
    private static final String KEY = "11111111-1111-5111-8111-111111111111";
    private static final String DOCUMENT = TestLetters.documentId(0);
    private static final int ID = 10_000_000;
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final List<List<Template>> letters = new ArrayList<>();

    /**
     * @param count how many different letters there are
     */
    FloorRequests(TestLetters source, int count) {
        ToolCatalogue catalogue = ToolCatalogue.packaged().only(Load.TOOLS);
        Plan plan = Plan.of(catalogue);
        for (int number = 0; number < count; number++) {
            letters.add(templates(plan, read(source.event(number))));
        }
    }

    /** The tools of one document, in the order of {@link #body}. */
    static List<String> tools() {
        return Load.TOOLS;
    }

    /**
     * @param document its number
     * @param tool its position in {@link #tools}
     */
    Buffer body(int document, int tool) {
        return letters.get(document % letters.size()).get(tool).body(document, tool);
    }

    /** The request line and headers that a worker sends for a tool. */
    static RequestOptions options(String host, int port, String path, String tool) {
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(host)
                .setPort(port)
                .setURI(path)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.ACCEPT, "application/json, text/event-stream")
                .putHeader("mcp-protocol-version", "2026-07-28")
                .putHeader("mcp-method", "tools/call")
                .putHeader("mcp-name", tool);
    }

    private static OcrCompleted read(TestLetters.Event event) {
        Decoding decoding = new OcrEventDecoder().decode(event.value().getBytes(), Map.of());
        if (decoding instanceof Decoding.Decoded decoded) {
            return decoded.event();
        }
        throw new IllegalStateException("the generated letter cannot be read: " + decoding);
    }

    private static List<Template> templates(Plan plan, OcrCompleted letter) {
        List<Template> templates = new ArrayList<>();
        for (String name : Load.TOOLS) {
            Tool tool =
                    plan.tools().stream().filter(one -> one.name().equals(name)).findAny().get();
            Preparation prepared = plan.prepare(tool, letter, Map.of());
            if (!(prepared instanceof Preparation.Callable callable)) {
                throw new IllegalStateException(name + " cannot be called: " + prepared);
            }
            templates.add(new Template(request(tool, letter, callable.arguments())));
        }
        return templates;
    }

    private static byte[] request(Tool tool, OcrCompleted letter, JsonObject arguments) {
        JsonObject call =
                new JsonObject()
                        .put("key", KEY)
                        .put("tool", tool.name())
                        .put("documentId", DOCUMENT)
                        .put("runId", RUN)
                        .put("collectionId", letter.collectionId())
                        .put("attempt", 1)
                        .put("priority", letter.priority())
                        .put("remainingMs", tool.timeout().toMillis())
                        .put("groupId", RUN)
                        .put("groupSize", Load.CALLS);
        JsonObject meta =
                new JsonObject()
                        .put("io.modelcontextprotocol/protocolVersion", "2026-07-28")
                        .put(
                                "io.modelcontextprotocol/clientInfo",
                                new JsonObject().put("name", "inkstream").put("version", "1"))
                        .put("io.modelcontextprotocol/clientCapabilities", new JsonObject())
                        .put("org.inkstream/call", call);
        return new JsonObject()
                .put("jsonrpc", "2.0")
                .put("id", ID)
                .put("method", "tools/call")
                .put(
                        "params",
                        new JsonObject()
                                .put("_meta", meta)
                                .put("name", tool.name())
                                .put("arguments", arguments))
                .toBuffer()
                .getBytes();
    }

    /** One request with places for what differs between documents. */
    private static final class Template {
        private final byte[] model;
        private final int id;
        private final int key;
        private final int documentId;
        private final int runId;
        private final int groupId;

        Template(byte[] model) {
            this.model = model;
            String text = new String(model, StandardCharsets.ISO_8859_1);
            this.id = text.indexOf(Integer.toString(ID));
            this.key = text.indexOf(KEY);
            this.documentId = text.indexOf(DOCUMENT) + DOCUMENT.length() - 1;
            this.runId = text.indexOf(RUN);
            this.groupId = text.lastIndexOf(RUN);
        }

        Buffer body(int document, int tool) {
            byte[] body = model.clone();
            write(body, id + 7, (document * Load.CALLS + tool) % ID, 10, 7);
            write(body, key + 7, document, 16, 8);
            write(body, key + 35, tool, 16, 4);
            write(body, documentId, document, 10, 7);
            write(body, runId + 7, document, 16, 8);
            write(body, groupId + 7, document, 16, 8);
            return Buffer.buffer(body);
        }

        /** Digits from the last place to the first. */
        private static void write(byte[] body, int lastPlace, int number, int base, int digits) {
            int rest = number;
            for (int place = lastPlace; place > lastPlace - digits; place--) {
                body[place] = DIGITS[rest % base];
                rest /= base;
            }
        }
    }
}
