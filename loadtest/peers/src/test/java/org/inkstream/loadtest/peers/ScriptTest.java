package org.inkstream.loadtest.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScriptTest {
    private final Script<String> script = new Script<>();

    @Test
    void an_order_for_one_request_comes_before_the_script_and_the_script_before_standing_orders() {
        script.fromNowOn("always");
        script.everyNth(3, "third");
        script.next(List.of("a", "b"));
        script.at(2, "second");

        assertThat(take(6)).containsExactly("a", "second", "b", "always", "always", "third");
    }

    @Test
    void without_an_order_it_behaves() {
        script.fromNowOn("bad");
        script.everyNth(1, "bad");
        script.behave();

        assertThat(take(2)).containsExactly("good", "good");
    }

    private List<String> take(int requests) {
        return IntStream.range(0, requests).mapToObj(i -> script.take().orElse("good")).toList();
    }
}
