package org.inkstream.money;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/** What one model call comes to. A price that nobody knows is never a price of zero. */
public sealed interface Charge {
    /**
     * There is a price for every token that was used.
     *
     * @param byClass what the tokens of each class cost; classes that were not used are absent
     */
    record Priced(Map<TokenClass, Money> byClass) implements Charge {
        public Priced {
            Map<TokenClass, Money> copy = new EnumMap<>(TokenClass.class);
            copy.putAll(byClass);
            byClass = Collections.unmodifiableMap(copy);
        }

        /** The sum of its classes. */
        public Money cost() {
            return byClass.values().stream().reduce(Money.ZERO, Money::plus);
        }
    }

    /** Rules and models that run here: nobody sends a bill for them. */
    record Free() implements Charge {}

    /**
     * Somebody will send a bill, and the table does not say how much.
     *
     * @param reason for people: what the table lacks
     */
    record Unpriced(String reason) implements Charge {}

    /** What is known of the cost: a sum over calls is at least this much. */
    default Money known() {
        return match(Priced::cost, free -> Money.ZERO, unpriced -> Money.ZERO);
    }

    default <R> R match(
            Function<Priced, R> priced, Function<Free, R> free, Function<Unpriced, R> unpriced) {
        if (this instanceof Priced p) {
            return priced.apply(p);
        }
        if (this instanceof Free f) {
            return free.apply(f);
        }
        return unpriced.apply((Unpriced) this);
    }
}
