package org.inkstream.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.MongoClient;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedStoreTest {
    private static final int IN_FLIGHT = 32;
    private static final JsonObject ID = new JsonObject().put("_id", "letter");

    private final Vertx vertx = Vertx.vertx();
    private final Path folder;
    private EmbeddedStore store;
    private MongoClient client;

    EmbeddedStoreTest(@TempDir Path folder) {
        this.folder = folder;
        store = EmbeddedStore.open(folder, 0);
        client = connect();
    }

    private MongoClient connect() {
        JsonObject config =
                new JsonObject()
                        .put("connection_string", store.uri())
                        .put("db_name", "test")
                        .put("useObjectId", false)
                        .put("maxPoolSize", IN_FLIGHT)
                        .put("w", "majority")
                        .put("j", true);
        return MongoClient.create(vertx, config);
    }

    @AfterEach
    void close() {
        await(client.close());
        store.close();
        await(vertx.close());
    }

    @Test
    void writes_that_wait_at_the_same_time_share_a_commit() {
        inFlight(50, 20);

        EmbeddedStore.Activity activity = store.activity();
        assertThat(activity.writes()).isGreaterThanOrEqualTo(1_000);
        assertThat(activity.commits()).isLessThan(activity.writes() / 2);
    }

    @Test
    void a_range_of_ids_holds_what_lies_between_its_bounds_and_nothing_else() {
        List<String> ids = List.of("", "a", "ab", "b", "ba", "c", "ſ", "😀");
        ids.forEach(id -> await(client.insert("letters", new JsonObject().put("_id", id))));
        await(client.insert("letters", new JsonObject().put("_id", 7)));

        assertThat(between(new JsonObject().put("$gt", "a").put("$lt", "ba")))
                .containsExactly("ab", "b");
        assertThat(between(new JsonObject().put("$gte", "a").put("$lte", "ba")))
                .containsExactly("a", "ab", "b", "ba");
        assertThat(between(new JsonObject().put("$gt", "c"))).containsExactly("ſ", "😀");
        assertThat(between(new JsonObject().put("$lt", "a"))).containsExactly("");
        assertThat(between(new JsonObject().put("$gt", 6))).containsExactly(7);
        assertThat(between(new JsonObject().put("$gte", "").put("$ne", "b"))).hasSize(7);
    }

    private List<Object> between(JsonObject bounds) {
        JsonObject query = new JsonObject().put("_id", bounds);
        FindOptions inOrder = new FindOptions().setSort(new JsonObject().put("_id", 1));
        List<JsonObject> sorted = await(client.findWithOptions("letters", query, inOrder));
        assertThat(await(client.find("letters", query)))
                .containsExactlyInAnyOrderElementsOf(sorted);
        return sorted.stream().map(one -> one.getValue("_id")).toList();
    }

    @Test
    void reads_wait_for_no_commit() {
        await(client.insert("letters", ID.copy()));
        long commits = store.activity().commits();

        assertThat(await(client.findOne("letters", ID, null))).isEqualTo(ID);

        assertThat(store.activity().commits()).isEqualTo(commits);
    }

    @Test
    void one_document_that_is_changed_by_many_at_once_misses_no_change() {
        JsonObject once = new JsonObject().put("$inc", new JsonObject().put("n", 1));
        await(client.insert("letters", ID.copy().put("n", 0).put("text", "x".repeat(5_000))));

        await(
                Future.all(
                        IntStream.range(0, 500)
                                .mapToObj(i -> client.updateCollection("letters", ID, once))
                                .toList()));

        assertThat(await(client.findOne("letters", ID, null)).getInteger("n")).isEqualTo(500);
    }

    @Test
    void everything_is_there_after_it_was_closed_and_opened() {
        inFlight(10, 10);
        await(client.close());
        store.close();

        store = EmbeddedStore.open(folder, 0);
        client = connect();

        assertThat(await(client.count("letters", new JsonObject()))).isEqualTo(100);
        assertThatThrownBy(
                        () -> await(client.insert("letters", new JsonObject().put("_id", "0-0"))))
                .hasStackTraceContaining("E11000");
    }

    @Test
    void a_file_that_is_overwritten_again_and_again_does_not_grow_without_end() {
        JsonObject letter = ID.copy().put("text", "x".repeat(20_000));

        await(
                Future.all(
                        IntStream.range(0, 3_000)
                                .mapToObj(i -> client.save("letters", letter.copy().put("n", i)))
                                .toList()));
        await(client.close());
        store.close();

        store = EmbeddedStore.open(folder, 0);
        client = connect();
        // 60 MB were written.
        assertThat(store.activity().fileBytes()).isLessThan(8 << 20);
    }

    @Test
    void a_second_process_is_told_that_the_file_is_in_use() {
        assertThatThrownBy(() -> EmbeddedStore.open(folder, 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("in use by another process")
                .hasMessageContaining("instance.stateFolder");
    }

    @Test
    void a_port_that_is_taken_is_named_and_the_file_is_free_again(@TempDir Path other)
            throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedStore.open(other, taken.getLocalPort()))
                    .hasMessageContaining("cannot listen on port " + taken.getLocalPort());
        }
        EmbeddedStore.open(other, 0).close();
    }

    @Test
    void a_unique_index_that_it_could_not_keep_is_refused() {
        JsonObject unique =
                new JsonObject()
                        .put("createIndexes", "letters")
                        .put(
                                "indexes",
                                new JsonArray()
                                        .add(
                                                new JsonObject()
                                                        .put("name", "a_1")
                                                        .put("unique", true)
                                                        .put("key", new JsonObject().put("a", 1))));

        assertThatThrownBy(() -> await(client.runCommand("createIndexes", unique)))
                .hasStackTraceContaining("no unique index but _id");
    }

    /** Inserts letters in chains that run at once; within a chain one waits for the other. */
    private void inFlight(int chains, int each) {
        await(
                Future.all(
                        IntStream.range(0, chains)
                                .mapToObj(chain -> insert(chain, 0, each))
                                .toList()));
    }

    private Future<Void> insert(int chain, int number, int end) {
        if (number == end) {
            return Future.succeededFuture();
        }
        JsonObject letter = new JsonObject().put("_id", chain + "-" + number);
        return client.insert("letters", letter).compose(id -> insert(chain, number + 1, end));
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }
}
