package org.inkstream.pipeline.store.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.pipeline.store.mongo.BulkOutcomes.Outcome.DUPLICATE;
import static org.inkstream.pipeline.store.mongo.BulkOutcomes.Outcome.FOUND;
import static org.inkstream.pipeline.store.mongo.BulkOutcomes.Outcome.INSERTED;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.ServerAddress;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.bulk.BulkWriteUpsert;
import com.mongodb.client.model.WriteModel;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.Test;

final class SharedBulksTest {
    private static final int DUPLICATE_KEY = 11_000;
    private static final int VALIDATION = 121;

    private final List<Integer> sizes = new ArrayList<>();
    private final Deque<Promise<BulkWriteResult>> inTheAir = new ArrayDeque<>();
    private final SharedBulks bulks =
            new SharedBulks(
                    writes -> {
                        sizes.add(writes.size());
                        Promise<BulkWriteResult> answer = Promise.promise();
                        inTheAir.add(answer);
                        return answer.future();
                    });

    @Test
    void who_writes_alone_waits_for_nobody_and_what_comes_meanwhile_goes_together() {
        Future<BulkOutcomes.Outcome> first = bulks.write(upsert("a"));
        Future<BulkOutcomes.Outcome> second = bulks.write(upsert("b"));
        Future<BulkOutcomes.Outcome> third = bulks.write(upsert("c"));
        assertThat(sizes).containsExactly(1);

        inTheAir.remove().complete(result(0));

        assertThat(first.result()).isEqualTo(INSERTED);
        assertThat(sizes).containsExactly(1, 2);
        assertThat(second.isComplete()).isFalse();

        inTheAir.remove().complete(result(1));

        assertThat(second.result()).isEqualTo(FOUND);
        assertThat(third.result()).isEqualTo(INSERTED);
        assertThat(inTheAir).isEmpty();
    }

    @Test
    void each_hears_of_its_own_writes_only() {
        bulks.write(upsert("first"));
        Future<List<BulkOutcomes.Outcome>> two =
                bulks.write(List.of(upsert("there"), upsert("new")));
        Future<BulkOutcomes.Outcome> refused = bulks.write(upsert("refused"));
        Future<BulkOutcomes.Outcome> kept = bulks.write(upsert("kept"));
        inTheAir.remove().complete(result());

        inTheAir.remove().fail(partly(result(1, 3), error(0, DUPLICATE_KEY), error(2, VALIDATION)));

        assertThat(two.result()).containsExactly(DUPLICATE, INSERTED);
        assertThat(refused.cause()).isInstanceOf(MongoBulkWriteException.class);
        assertThat(kept.result()).isEqualTo(INSERTED);
    }

    @Test
    void when_nobody_knows_what_is_durable_all_fail_and_the_next_go_on() {
        Future<BulkOutcomes.Outcome> lost = bulks.write(upsert("a"));
        Future<BulkOutcomes.Outcome> next = bulks.write(upsert("b"));

        inTheAir.remove().fail("the connection broke");
        inTheAir.remove().complete(result(0));

        assertThat(lost.cause()).hasMessage("the connection broke");
        assertThat(next.result()).isEqualTo(INSERTED);
    }

    @Test
    void what_is_too_large_for_company_goes_alone() {
        bulks.write(upsert("first"));
        bulks.write(upsert("x".repeat(9 << 20)));
        bulks.write(upsert("small"));
        bulks.write(upsert("small too"));

        for (int answered = 0; answered < 3; answered++) {
            inTheAir.remove().complete(result());
        }

        assertThat(sizes).containsExactly(1, 1, 2);
    }

    private static WriteModel<RawBsonDocument> upsert(String text) {
        return BulkWrites.upsert(
                new JsonObject().put("_id", "id"),
                new JsonObject().put("$set", new JsonObject().put("text", text)));
    }

    private static BulkWriteResult result(Integer... inserted) {
        return BulkWriteResult.acknowledged(
                0,
                0,
                0,
                0,
                List.of(inserted).stream()
                        .map(index -> new BulkWriteUpsert(index, new BsonInt32(index)))
                        .toList(),
                List.of());
    }

    private static BulkWriteError error(int index, int code) {
        return new BulkWriteError(code, "refused", new BsonDocument(), index);
    }

    private static MongoBulkWriteException partly(
            BulkWriteResult written, BulkWriteError... errors) {
        return new MongoBulkWriteException(
                written, List.of(errors), null, new ServerAddress(), Set.of());
    }
}
