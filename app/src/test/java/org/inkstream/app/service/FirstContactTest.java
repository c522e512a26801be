package org.inkstream.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.inkstream.pipeline.ingest.Settlement;
import org.junit.jupiter.api.Test;

class FirstContactTest {
    private final List<Promise<String>> asked = new ArrayList<>();
    private boolean known;
    private int worked;

    private final FirstContact contact = new FirstContact(() -> known, this::ask);

    @Test
    void a_letter_is_not_begun_before_the_agents_are_known() {
        assertThat(take()).isInstanceOf(Settlement.RetryLater.class);
        assertThat(worked).isZero();

        known = true;

        assertThat(take()).isEqualTo(new Settlement.Done());
        assertThat(worked).isEqualTo(1);
    }

    @Test
    void the_agents_are_asked_again_and_again_but_by_one_letter_at_a_time() {
        take();
        take();
        assertThat(asked).hasSize(1);

        asked.get(0).fail("nobody there");
        take();

        assertThat(asked).hasSize(2);
    }

    private Future<String> ask() {
        asked.add(Promise.promise());
        return asked.get(asked.size() - 1).future();
    }

    private Settlement take() {
        return contact.before(
                        () -> {
                            worked++;
                            return Future.succeededFuture(new Settlement.Done());
                        })
                .result();
    }
}
