package org.inkstream.loadtest.scenarios.crashpoints;

import io.vertx.core.Future;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.inkstream.app.service.Seams;

/** Kills its own process, as {@code kill -9} does, at one passing of one point. */
final class SelfKilling implements Seams {
    private static final int KILLED = 137;
    private static final long PATIENCE_NANOS = 5_000_000_000L;

    private final CrashPoint point;
    private final AtomicInteger passings = new AtomicInteger();

    SelfKilling(CrashPoint point) {
        this.point = point;
    }

    @Override
    public <T> T around(Class<T> type, T part) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> call(type, part, method, arguments)));
    }

    private Object call(Class<?> type, Object part, Method method, Object[] arguments)
            throws Throwable {
        boolean here = CrashPoint.name(type, method).equals(point.operation());
        if (here && !point.after()) {
            pass();
        }
        Object answer;
        try {
            answer = method.invoke(part, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getTargetException();
        }
        // Inside map, so that whoever waits does not go on before.
        return here && point.after() && answer instanceof Future<?> future
                ? future.map(this::passWith)
                : answer;
    }

    private <T> T passWith(T value) {
        pass();
        return value;
    }

    private void pass() {
        if (passings.incrementAndGet() == point.passing()) {
            die();
        }
    }

    private static void die() {
        try {
            new ProcessBuilder("kill", "-9", Long.toString(ProcessHandle.current().pid())).start();
            LockSupport.parkNanos(PATIENCE_NANOS);
        } catch (IOException noSuchProgram) {
            // What follows does the same, but for the operating system it is an ordinary end.
        }
        Runtime.getRuntime().halt(KILLED);
    }
}
