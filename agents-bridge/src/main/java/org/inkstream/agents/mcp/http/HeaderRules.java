package org.inkstream.agents.mcp.http;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.inkstream.agents.mcp.wire.Message;
import org.inkstream.agents.mcp.wire.Rpc;
import org.inkstream.agents.mcp.wire.RpcError;
import org.jspecify.annotations.Nullable;

/**
 * In the stateless era headers repeat what the body says, so that what stands in between can route
 * without reading bodies; whoever could make the two differ could get past it.
 */
final class HeaderRules {
    static final String VERSION = "mcp-protocol-version";

    private static final String METHOD = "mcp-method";
    private static final String NAME = "mcp-name";
    private static final String PARAMETER = "mcp-param-";
    private static final String PARAMETER_MARK = "x-mcp-header";
    private static final String ENCODED_BEGIN = "=?base64?";
    private static final String ENCODED_END = "?=";

    /** Methods whose subject is named, and the parameter that names it. */
    private static final Map<String, String> SUBJECTS =
            Map.of(Rpc.CALL_TOOL, "name", "prompts/get", "name", "resources/read", "uri");

    private HeaderRules() {}

    /**
     * @param request whose {@code _meta} is complete
     * @throws RpcError if a header is missing or says something else than the body
     */
    static void check(MultiMap headers, Message.Request request) {
        JsonObject meta = request.params().getJsonObject(Rpc.META);
        same(VERSION, headers.get(VERSION), meta.getValue(Rpc.META_REVISION));
        same(METHOD, headers.get(METHOD), request.method());
        String subject = SUBJECTS.get(request.method());
        if (subject != null) {
            same(NAME, headers.get(NAME), request.params().getValue(subject));
        }
    }

    /**
     * @param tools as they are listed; the schema of the one that is called says which of its
     *     arguments are repeated
     * @throws RpcError if a header is missing or says something else than the arguments
     */
    static void checkParameters(MultiMap headers, JsonObject params, JsonArray tools) {
        for (int i = 0; i < tools.size(); i++) {
            JsonObject tool = tools.getJsonObject(i);
            if (tool.getString("name").equals(params.getValue("name"))
                    && tool.getValue("inputSchema") instanceof JsonObject schema
                    && schema.getValue("properties") instanceof JsonObject properties) {
                JsonObject arguments =
                        params.getValue("arguments") instanceof JsonObject given
                                ? given
                                : new JsonObject();
                properties.forEach(
                        property ->
                                checkParameter(
                                        headers,
                                        property.getKey(),
                                        property.getValue(),
                                        arguments));
            }
        }
    }

    private static void checkParameter(
            MultiMap headers, String name, @Nullable Object schema, JsonObject arguments) {
        if (schema instanceof JsonObject property
                && property.getValue(PARAMETER_MARK) instanceof String suffix) {
            String header = PARAMETER + suffix;
            Object argument = arguments.getValue(name);
            if (argument != null || headers.contains(header)) {
                same(header, headers.get(header), argument);
            }
        }
    }

    private static void same(String header, @Nullable String given, @Nullable Object expected) {
        if (given == null) {
            throw new RpcError(Rpc.HEADER_MISMATCH, "the header " + header + " is missing");
        }
        if (expected == null || !isSame(decoded(header, given.strip()), expected)) {
            throw new RpcError(
                    Rpc.HEADER_MISMATCH, "the header " + header + " says something else");
        }
    }

    private static boolean isSame(String given, Object expected) {
        if (expected instanceof Number number) {
            try {
                return new BigDecimal(given).compareTo(new BigDecimal(number.toString())) == 0;
            } catch (NumberFormatException noNumber) {
                return false;
            }
        }
        return given.equals(expected.toString());
    }

    private static String decoded(String header, String value) {
        if (!value.startsWith(ENCODED_BEGIN) || !value.endsWith(ENCODED_END)) {
            return value;
        }
        String coded =
                value.substring(
                        ENCODED_BEGIN.length(),
                        Math.max(ENCODED_BEGIN.length(), value.length() - ENCODED_END.length()));
        try {
            // Java decodes without padding too, which is not how this is written.
            if (coded.length() % 4 != 0) {
                throw new IllegalArgumentException("padding");
            }
            byte[] bytes = Base64.getDecoder().decode(coded);
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (IllegalArgumentException | CharacterCodingException unreadable) {
            throw new RpcError(Rpc.HEADER_MISMATCH, "the header " + header + " cannot be decoded");
        }
    }
}
