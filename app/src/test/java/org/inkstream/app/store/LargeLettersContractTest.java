package org.inkstream.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.inkstream.app.store.StoreUnderTest.RETENTION;
import static org.inkstream.app.store.StoreUnderTest.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.inkstream.catalogue.ErrorClass;
import org.inkstream.pipeline.document.PastAttempts;
import org.inkstream.pipeline.ingest.DeadLetter;
import org.inkstream.pipeline.ingest.Delivery;
import org.inkstream.pipeline.ingest.KeptLetter;
import org.inkstream.pipeline.ingest.LargeLetters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(StoreKind.class)
final class LargeLettersContractTest {
    private final StoreUnderTest store;
    private final LargeLetters letters;

    LargeLettersContractTest(StoreKind kind) {
        store = new StoreUnderTest(kind);
        letters = store.stores.largeLetters();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void bytes_come_back_as_they_were_whatever_they_are() {
        byte[] bytes = new byte[2 * 1024 * 1024 + 7];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }

        String reference = await(letters.keep(letter(7, bytes)));

        assertThat(await(letters.read(reference))).isEqualTo(bytes);
    }

    @Test
    void a_letter_that_is_buried_again_is_kept_once() {
        String first = await(letters.keep(letter(7, new byte[] {1, 2})));
        String second = await(letters.keep(letter(7, new byte[] {1, 2})));
        String other = await(letters.keep(letter(8, new byte[] {3})));

        assertThat(second).isEqualTo(first).isNotEqualTo(other);
        assertThat(store.all("dead_letters")).hasSize(2);
    }

    @Test
    void letters_of_a_source_that_numbers_nothing_are_kept_apart() {
        String first = await(letters.keep(letter("a", -1, new byte[] {1})));
        String second = await(letters.keep(letter("b", -1, new byte[] {2})));

        assertThat(await(letters.read(first))).isEqualTo(new byte[] {1});
        assertThat(await(letters.read(second))).isEqualTo(new byte[] {2});
    }

    @Test
    void kept_letters_are_listed_with_all_that_is_known_of_them_but_their_bytes() {
        PastAttempts tried = new PastAttempts("extract_people", 2, 1, List.of(), List.of());
        Delivery delivery =
                new Delivery(
                        new Delivery.Origin("enrichment", -1, -1),
                        "k",
                        new byte[] {1, 2, 3},
                        Map.of(Delivery.MESSAGE_ID, "0a1b", "ce_type", "of.some.kind"));
        DeadLetter letter =
                new DeadLetter(
                        delivery,
                        ErrorClass.OVERLOADED,
                        "its agent never answered",
                        4,
                        List.of(tried),
                        store.timers.now());
        String reference = await(letters.keep(letter));
        await(letters.keep(letter("other", 8, new byte[] {4})));

        List<KeptLetter> listed = new ArrayList<>();
        await(letters.forEach(listed::add));

        assertThat(listed).hasSize(2);
        KeptLetter found =
                listed.stream()
                        .filter(one -> one.reference().equals(reference))
                        .findFirst()
                        .orElseThrow();
        assertThat(found.bytes()).isEqualTo(3);
        assertThat(found.letter().delivery().key()).isEqualTo("k");
        assertThat(found.letter().delivery().origin()).isEqualTo(delivery.origin());
        assertThat(found.letter().delivery().headers()).isEqualTo(delivery.headers());
        assertThat(found.letter().errorClass()).isEqualTo(ErrorClass.OVERLOADED);
        assertThat(found.letter().reason()).isEqualTo("its agent never answered");
        assertThat(found.letter().attempts()).isEqualTo(4);
        assertThat(found.letter().history()).containsExactly(tried);
        assertThat(found.letter().at()).isEqualTo(store.timers.now());
    }

    @Test
    void bytes_are_erased_with_their_letter() {
        String reference = await(letters.keep(letter("k", 7, new byte[] {1})));

        await(store.stores.erasure().erase("k", false));

        assertThat(await(letters.read(reference))).isEmpty();
    }

    @Test
    void what_is_kept_elsewhere_or_no_longer_reads_as_nothing() {
        String reference = await(letters.keep(letter(7, new byte[] {1})));
        store.timers.advance(RETENTION.plusDays(1));
        await(store.stores.sweeper(store.timers).sweep());

        assertThat(await(letters.read(reference))).isEmpty();
        assertThat(await(letters.read("kafka:in/0/7"))).isEmpty();
    }

    private DeadLetter letter(long offset, byte[] bytes) {
        return letter("k", offset, bytes);
    }

    private DeadLetter letter(String key, long offset, byte[] bytes) {
        Delivery delivery =
                new Delivery(new Delivery.Origin("in", 0, offset), key, bytes, Map.of());
        return new DeadLetter(
                delivery, ErrorClass.INVALID_DATA, "it is too large", 1, store.timers.now());
    }
}
