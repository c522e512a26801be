package org.inkstream.agents.gateway.schedule;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.inkstream.models.EndpointSpec;
import org.inkstream.models.Scheduling;

/**
 * Which calls an endpoint gets, and when. It is told what happens; after anything did, and when
 * {@link #wakeAt} is reached, it is asked for turns until it has none. Not thread-safe. Times are
 * readings of one monotonic clock, in nanoseconds.
 */
public interface Schedule {
    /** A {@link #wakeAt} that never comes. */
    long NEVER = Long.MAX_VALUE;

    /** As the endpoint's settings say. */
    static Schedule of(EndpointSpec spec) {
        return spec.scheduling().order() == Scheduling.Order.ARRIVAL
                ? new ArrivalSchedule(spec)
                : new GroupSchedule(spec);
    }

    /** The call waits from now on, unless it is refused. */
    Optional<Refusal> arrive(Ask ask, long now);

    /**
     * The next call that may be sent, or is not worth it; to be asked again until there is none.
     */
    Optional<Turn> next(long now);

    /** The server has begun to answer a call that was sent. */
    default void begun(long id, long now) {}

    /** A call that was sent has ended. */
    void ended(long id, Ending how, long now);

    /** A call that waits is given up; nothing if it does not wait. */
    void withdraw(long id, long now);

    /**
     * When to ask for turns again although nothing has happened, {@link #NEVER} if not at all.
     *
     * @param now when it was asked for turns last
     * @return later than that
     */
    default long wakeAt(long now) {
        return NEVER;
    }

    /** How many calls the endpoint may have at once, as far as is known now. */
    int limit();

    /** How many calls the settings allow at once, and no more than the server shows slots. */
    int most();

    /**
     * The server shows how many slots it has.
     *
     * @param slots at least one
     */
    void shows(int slots);

    /**
     * Whether nothing waits, and a call of a document that nobody has begun with would be sent at
     * once; never if the order does not go by documents.
     */
    default boolean hasRoom(long now) {
        return false;
    }

    /**
     * The calls of the document whose turn would come last, of those that were not begun with;
     * empty if there is none, or the order does not go by documents.
     */
    default List<Long> last() {
        return List.of();
    }

    /** How it stands; little is known if the order does not need it. */
    default Standing standing(long now) {
        return Standing.UNKNOWN;
    }

    /** What was learned of calls, by model and tool; nothing if the order does not need it. */
    default List<Known> known() {
        return List.of();
    }

    /** Takes what is known of calls of which it has learned nothing itself. */
    default void remember(List<Known> before) {}

    /**
     * The server says what it has to do.
     *
     * @param load empty if it does not say
     */
    default void heard(Optional<ServerLoad> load) {}

    /** A remote API says how much it still takes. */
    default void heard(Collection<Allowance> allowances, long now) {}
}
