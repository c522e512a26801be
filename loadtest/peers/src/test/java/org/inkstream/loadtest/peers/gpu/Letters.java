package org.inkstream.loadtest.peers.gpu;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Letters and the tools that are run over them, as orders. */
final class Letters {
    static final String LLAMA = "llama3.2";
    static final String MIXTRAL = "mixtral";
    static final String LLAMA_8B = "meta-llama/Llama-3.1-8B-Instruct";

    private static final int SUFFIX = 150;
    private static final List<Integer> SEVEN = List.of(30, 60, 80, 50, 140, 120, 80);
    private static final List<Integer> SIX = List.of(60, 80, 100, 100, 120, 140);

    private final int tokens;
    private final List<Demand.Call> calls;

    private Letters(int tokens, List<Demand.Call> calls) {
        this.tokens = tokens;
        this.calls = calls;
    }

    static Letters sevenTools(int tokens) {
        return new Letters(tokens, calls(LLAMA, SEVEN));
    }

    static Letters twoModels(int tokens) {
        List<Demand.Call> both = new ArrayList<>(calls(LLAMA, SEVEN));
        both.addAll(calls(MIXTRAL, SIX));
        return new Letters(tokens, both);
    }

    static Letters thirteenTools(int tokens) {
        List<Demand.Call> all = new ArrayList<>(calls(LLAMA_8B, SEVEN));
        all.addAll(calls(LLAMA_8B, SIX));
        return new Letters(tokens, all);
    }

    private static List<Demand.Call> calls(String model, List<Integer> outputs) {
        return outputs.stream().map(output -> new Demand.Call(model, SUFFIX, output)).toList();
    }

    List<Demand> demand(int letters) {
        return Collections.nCopies(letters, new Demand(tokens, calls));
    }

    /** The letter first, then the instruction: what comes first is shared by all its tools. */
    List<Order> letterFirst(int letter) {
        List<Order> orders = new ArrayList<>();
        for (int tool = 0; tool < calls.size(); tool++) {
            orders.add(order(tool, Prompt.of(page(letter), instruction(tool))));
        }
        return orders;
    }

    List<Order> letterFirst(int letter, String model) {
        return letterFirst(letter).stream().filter(order -> order.model().equals(model)).toList();
    }

    /** The instruction first: nothing worth mentioning is shared. */
    List<Order> instructionFirst(int letter) {
        List<Order> orders = new ArrayList<>();
        for (int tool = 0; tool < calls.size(); tool++) {
            orders.add(order(tool, Prompt.of(instruction(tool), page(letter))));
        }
        return orders;
    }

    private Order order(int tool, Prompt prompt) {
        Demand.Call call = calls.get(tool);
        return Order.of(call.model(), prompt, call.outputTokens());
    }

    private Prompt.Part page(int letter) {
        return new Prompt.Part(1_000_000L + letter, tokens);
    }

    private static Prompt.Part instruction(int tool) {
        return new Prompt.Part(tool, SUFFIX);
    }
}
