package org.inkstream.agents.gateway.door;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Set;
import java.util.function.BiFunction;
import org.inkstream.agents.call.CallProgress;
import org.inkstream.agents.call.CallTag;
import org.inkstream.agents.inference.ModelEndpoint;
import org.inkstream.agents.inference.ModelRequest;
import org.inkstream.agents.mcp.wire.JsonTree;
import org.inkstream.agents.mcp.wire.MalformedMessage;
import org.inkstream.models.ModelCatalogue;
import org.inkstream.models.ModelSpec;
import org.inkstream.time.Timers;
import org.inkstream.time.VertxTimers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ollama's API in front of a gateway: {@code /api/chat}, {@code /api/generate}, {@code /api/tags},
 * {@code /api/ps}, {@code /api/show}, {@code /api/version}. Used on the server's event loop.
 */
public final class FrontDoor {
    private static final Logger LOGGER = LoggerFactory.getLogger(FrontDoor.class);

    /** Of the Ollama whose API this is; some clients do more with a later one. */
    private static final String VERSION = "0.33.0";

    private static final int MOST_REQUESTS = 10_000;
    private static final long MOST_BYTES = 128L << 20;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Vertx vertx;
    private final BiFunction<ModelRequest, CallProgress, ModelEndpoint.Generation> ask;
    private final DoorModels models;
    private final Room room;

    /**
     * @param ask the gateway, on any thread
     */
    public FrontDoor(
            Vertx vertx,
            BiFunction<ModelRequest, CallProgress, ModelEndpoint.Generation> ask,
            ModelCatalogue catalogue) {
        this(vertx, ask, catalogue, new Room(MOST_REQUESTS, MOST_BYTES));
    }

    FrontDoor(
            Vertx vertx,
            BiFunction<ModelRequest, CallProgress, ModelEndpoint.Generation> ask,
            ModelCatalogue catalogue,
            Room room) {
        this.vertx = vertx;
        this.ask = ask;
        this.models =
                new DoorModels(catalogue, new VertxTimers(vertx, vertx.getOrCreateContext()).now());
        this.room = room;
    }

    /** Whether the path belongs to Ollama's API, known here or not. */
    public static boolean hasPath(String path) {
        return path.equals("/") || path.startsWith("/api/");
    }

    /** Answers one request for such a path. */
    public void serve(HttpServerRequest http) {
        try {
            refuseStrangers(http);
            route(http, new VertxTimers(vertx, vertx.getOrCreateContext()));
        } catch (RuntimeException objectionOrBug) {
            Refusal.sendBeforeTheEnd(http, objection(objectionOrBug));
        }
    }

    private void route(HttpServerRequest http, Timers timers) {
        switch (http.path()) {
            case "/" -> page(http, "text/plain", Buffer.buffer("Ollama is running"));
            case "/api/version" -> page(http, new JsonObject().put("version", VERSION));
            case "/api/tags" -> page(http, models.tags());
            case "/api/ps" -> page(http, models.running(timers.now()));
            case "/api/show" -> receive(http, timers, (body, visit) -> show(http, body, visit));
            case "/api/chat" ->
                    receive(
                            http,
                            timers,
                            (body, visit) -> generate(http, timers, Face.CHAT, body, visit));
            case "/api/generate" ->
                    receive(
                            http,
                            timers,
                            (body, visit) -> generate(http, timers, Face.GENERATE, body, visit));
            default ->
                    throw new Objection(
                            Objection.NOT_FOUND,
                            "the gateway does not serve " + DoorModels.shown(http.path()));
        }
    }

    /** What is done with a body. */
    @FunctionalInterface
    private interface Receiver {
        void accept(JsonObject body, Room.Visit visit);
    }

    private void receive(HttpServerRequest http, Timers timers, Receiver receiver) {
        if (!HttpMethod.POST.equals(http.method())) {
            throw new Objection(Objection.METHOD_NOT_ALLOWED, "use POST");
        }
        Room.Visit visit = room.enter();
        DoorBody.read(http, timers, visit)
                .map(FrontDoor::json)
                .onComplete(
                        body -> accept(http, receiver, body, visit),
                        failure -> refuse(http, visit, failure));
    }

    private void accept(
            HttpServerRequest http, Receiver receiver, JsonObject body, Room.Visit visit) {
        try {
            receiver.accept(body, visit);
        } catch (RuntimeException objectionOrBug) {
            refuse(http, visit, objectionOrBug);
        }
    }

    private void refuse(HttpServerRequest http, Room.Visit visit, Throwable why) {
        visit.leave();
        Refusal.sendBeforeTheEnd(http, objection(why));
    }

    private void generate(
            HttpServerRequest http, Timers timers, Face face, JsonObject body, Room.Visit visit) {
        Asked asked = Asked.read(face, body, models);
        if (asked.messages().isEmpty()) {
            visit.leave();
            page(http, loaded(face, asked, timers));
            return;
        }
        CallTag tag = Caller.tag(http, asked);
        models.asked(asked.model(), timers.now());
        new Serving(http.response(), vertx.getOrCreateContext(), timers, face, asked, visit)
                .start(ask, tag);
    }

    /** Clients that say nothing want a model loaded; which ones are is the scheduler's business. */
    private static JsonObject loaded(Face face, Asked asked, Timers timers) {
        return new JsonObject()
                .put("model", asked.named())
                .put("created_at", timers.now().toString())
                .mergeIn(face.said(""))
                .put("done", true)
                .put("done_reason", "load");
    }

    private void show(HttpServerRequest http, JsonObject body, Room.Visit visit) {
        visit.leave();
        String name = Fields.text(body, "model");
        ModelSpec model = models.named(name.isEmpty() ? Fields.text(body, "name") : name);
        page(http, models.show(model));
    }

    private static JsonObject json(Buffer body) {
        try {
            return JsonTree.read(body);
        } catch (MalformedMessage unreadable) {
            throw Objection.bad("the body must be one JSON object: " + unreadable.getMessage());
        }
    }

    private static void page(HttpServerRequest http, JsonObject body) {
        page(http, "application/json", body.toBuffer());
    }

    private static void page(HttpServerRequest http, String type, Buffer body) {
        boolean posted = HttpMethod.POST.equals(http.method());
        boolean takesPosts = http.path().matches("/api/(show|chat|generate)");
        boolean reads =
                HttpMethod.GET.equals(http.method()) || HttpMethod.HEAD.equals(http.method());
        if (takesPosts ? !posted : !reads) {
            throw new Objection(Objection.METHOD_NOT_ALLOWED, "use GET");
        }
        http.response().putHeader(HttpHeaders.CONTENT_TYPE, type);
        if (HttpMethod.HEAD.equals(http.method())) {
            http.response().end();
        } else {
            http.response().end(body);
        }
    }

    /** A page of somebody else's, open in a browser on this machine, is no agent. */
    private static void refuseStrangers(HttpServerRequest http) {
        String origin = http.getHeader(HttpHeaders.ORIGIN);
        if (origin != null && !LOOPBACK.contains(host(origin))) {
            throw new Objection(Objection.FORBIDDEN, "pages of other sites may not ask");
        }
    }

    private static String host(String origin) {
        try {
            @Nullable String host = URI.create(origin).getHost();
            return host == null ? "" : host;
        } catch (IllegalArgumentException noUrl) {
            return "";
        }
    }

    private static Objection objection(Throwable why) {
        if (why instanceof Objection objection) {
            return objection;
        }
        LOGGER.atWarn()
                .addKeyValue("outcome", why.getClass().getSimpleName())
                .log("a request at the front door broke off");
        return new Objection(Objection.FAILED, "the request could not be answered");
    }
}
