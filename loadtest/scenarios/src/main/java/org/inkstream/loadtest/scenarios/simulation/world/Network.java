package org.inkstream.loadtest.scenarios.simulation.world;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Supplier;
import org.inkstream.loadtest.scenarios.simulation.world.Operation.Moment;
import org.inkstream.loadtest.scenarios.simulation.world.Weather.Fate;

/**
 * What lies between processes and servers. A request that was sent is done even if its sender dies;
 * the sender may die at every step.
 */
final class Network {
    private final Schedule schedule;
    private final Weather weather;
    private final CrashPlan crashes;

    Network(Schedule schedule, Weather weather, CrashPlan crashes) {
        this.schedule = schedule;
        this.weather = weather;
        this.crashes = crashes;
    }

    /** One request to the store. */
    <T> Future<T> store(Incarnation from, Operation operation, String detail, Supplier<T> work) {
        return ask(from, operation, detail, weather.ofStore(), work, work);
    }

    /**
     * One request.
     *
     * @param work what the server does
     * @param torn what it does where it breaks down meanwhile
     */
    <T> Future<T> ask(
            Incarnation from,
            Operation operation,
            String detail,
            Fate fate,
            Supplier<T> work,
            Supplier<T> torn) {
        Promise<T> answer = Promise.promise();
        if (!crashes.strikes(from, operation, Moment.BEFORE)) {
            Request<T> request = new Request<>(from, operation, detail, work, torn, answer);
            switch (fate) {
                case KEPT -> request.kept(weather.latency(), weather.latency());
                case SLOW -> request.kept(weather.longTime(), weather.longTime());
                case REFUSED -> request.refused(weather.latency());
                case UNKNOWN -> request.unknown(weather.latency(), weather.latency());
                case LATE -> request.late(weather.latency(), weather.longTime());
            }
        }
        return answer.future();
    }

    private final class Request<T> {
        private final Incarnation from;
        private final Operation operation;
        private final String detail;
        private final Supplier<T> work;
        private final Supplier<T> torn;
        private final Promise<T> answer;

        private Request(
                Incarnation from,
                Operation operation,
                String detail,
                Supplier<T> work,
                Supplier<T> torn,
                Promise<T> answer) {
            this.from = from;
            this.operation = operation;
            this.detail = detail;
            this.work = work;
            this.torn = torn;
            this.answer = answer;
        }

        void kept(long there, long back) {
            done(
                    there,
                    () -> {
                        T result = work.get();
                        if (!crashes.strikes(from, operation, Moment.APPLIED)) {
                            heard(back, () -> answer.tryComplete(result));
                        }
                    });
        }

        void refused(long there) {
            heard(there, () -> answer.tryFail(failure("refused")));
        }

        void unknown(long there, long back) {
            done(
                    there,
                    () -> {
                        T unused = torn.get();
                        heard(back, () -> answer.tryFail(failure("the answer was lost")));
                    });
        }

        void late(long givenUp, long later) {
            heard(givenUp, () -> answer.tryFail(failure("no answer in time")));
            done(
                    givenUp + later,
                    () -> {
                        T unused = torn.get();
                    });
        }

        private void done(long there, Runnable task) {
            schedule.in(there, Schedule.WORLD, operation.wireName(), detail, task);
        }

        private void heard(long back, Runnable task) {
            schedule.in(
                    back,
                    from,
                    operation.wireName(),
                    "",
                    () -> {
                        task.run();
                        crashes.strikes(from, operation, Moment.AFTER);
                    });
        }

        private Lost failure(String what) {
            return new Lost(operation.wireName() + ": " + what);
        }
    }

    /** Infrastructure out of reach. Without a trace, because there are many. */
    static final class Lost extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Lost(String message) {
            super(message, null, false, false);
        }
    }
}
