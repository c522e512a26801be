package org.inkstream.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.app.store.StoreUnderTest.await;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.inkstream.pipeline.workflow.UnhealedLetters;
import org.inkstream.pipeline.workflow.UnhealedLetters.Letter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(StoreKind.class)
final class UnhealedContractTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final StoreUnderTest store;
    private final UnhealedLetters letters;

    UnhealedContractTest(StoreKind kind) {
        store = new StoreUnderTest(kind);
        letters = store.stores.unhealed();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void letters_are_found_by_agent_and_time_oldest_first() {
        Letter second = failed("b", 1, "entity", NOON.plusSeconds(2));
        Letter first = failed("a", 1, "entity", NOON);
        await(letters.put(second));
        await(letters.put(first));
        await(letters.put(failed("other agent", 1, "context", NOON)));
        await(letters.put(failed("too early", 1, "entity", NOON.minusSeconds(1))));
        await(letters.put(failed("too often", 4, "entity", NOON)));

        assertThat(found(10)).containsExactly(first, second);
        assertThat(found(1)).containsExactly(first);
    }

    @Test
    void a_letter_stands_there_once_and_is_gone_when_it_is_healed() {
        await(letters.put(failed("a", 1, "context", NOON)));
        Letter later = failed("a", 2, "entity", NOON);
        await(letters.put(later));
        assertThat(found(10)).containsExactly(later);

        await(letters.remove("a"));
        await(letters.remove("never there"));

        assertThat(found(10)).isEmpty();
    }

    private List<Letter> found(int limit) {
        return await(letters.ofAgent("entity", NOON, NOON.plusSeconds(10), 4, limit));
    }

    private static Letter failed(String documentId, int pass, String agent, Instant at) {
        return new Letter(
                documentId,
                "collection",
                "run-" + documentId,
                pass,
                Set.of("tool_b", "tool_a"),
                Set.of(agent, "third"),
                at);
    }
}
