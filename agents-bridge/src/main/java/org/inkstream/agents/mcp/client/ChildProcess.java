package org.inkstream.agents.mcp.client;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.inkstream.agents.mcp.wire.LineFrames;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A child process with a thread for each of its three pipes, because reading and writing them
 * blocks.
 */
final class ChildProcess implements Child {
    private static final Logger LOGGER = LoggerFactory.getLogger(ChildProcess.class);

    static final int LONGEST_LINE_BYTES = 4 << 20;

    /** What may have been read and not been dealt with, and what may wait to be written. */
    private static final int MOST_READ_BYTES = 16 << 20;

    private static final long MOST_QUEUED_BYTES = 32 << 20;

    private static final int CHUNK = 16 << 10;
    private static final int LONGEST_COMPLAINT_BYTES = 1_000;
    private static final int MOST_COMPLAINTS = 1_000;
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final List<String> command;
    private final String name;
    private final Listener listener;
    private final BlockingQueue<Outgoing> outgoing = new LinkedBlockingQueue<>();
    private final AtomicLong queuedBytes = new AtomicLong();
    private final Semaphore readable = new Semaphore(MOST_READ_BYTES);
    private final Thread reader;

    private volatile boolean ended;
    private volatile @Nullable Process process;

    private record Outgoing(Buffer line, Runnable written) {}

    private ChildProcess(List<String> command, String name, Listener listener) {
        this.command = List.copyOf(command);
        this.name = name;
        this.listener = listener;
        this.reader = thread("out", this::live);
    }

    /**
     * @param command program and arguments; found and run as this process's own environment says
     * @param name of its threads
     */
    static Launcher of(List<String> command, String name) {
        return listener -> {
            ChildProcess child = new ChildProcess(command, name, listener);
            child.reader.start();
            return child;
        };
    }

    @Override
    public boolean send(Buffer line, Runnable written) {
        if (ended || queuedBytes.addAndGet(line.length()) > MOST_QUEUED_BYTES) {
            queuedBytes.addAndGet(-line.length());
            return false;
        }
        return outgoing.add(new Outgoing(line, written));
    }

    @Override
    public void close() {
        ended = true;
        Process running = process;
        if (running == null) {
            // Not started yet: its own thread will find out.
            return;
        }
        List<ProcessHandle> family = running.descendants().toList();
        closeQuietly(running.getOutputStream());
        try {
            if (!running.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                running.destroy();
                if (!running.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                    running.destroyForcibly().waitFor();
                }
            }
        } catch (InterruptedException hurry) {
            running.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        // A shell or a starter may have left somebody behind.
        family.forEach(ProcessHandle::destroyForcibly);
    }

    /** The whole life of the process, on the thread that reads what it says. */
    private void live() {
        String why;
        try {
            Process started = new ProcessBuilder(command).start();
            process = started;
            thread("in", () -> write(started.getOutputStream())).start();
            thread("err", () -> drain(started.getErrorStream())).start();
            if (ended) {
                close();
            }
            read(started.getInputStream());
            why = "it ended with exit code " + exitCode(started);
        } catch (IOException unstartable) {
            why = "it cannot be started: " + unstartable.getMessage();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            why = "nobody listens to it any more";
        }
        ended = true;
        outgoing.clear();
        outgoing.add(new Outgoing(Buffer.buffer(), () -> {}));
        listener.ended(why);
    }

    /** A process that says nothing any more has nothing to live for. */
    private int exitCode(Process silent) throws InterruptedException {
        if (!silent.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
            close();
        }
        return silent.waitFor();
    }

    private void read(InputStream out) throws InterruptedException {
        LineFrames frames =
                new LineFrames(
                        LONGEST_LINE_BYTES,
                        this::hand,
                        () ->
                                LOGGER.atWarn()
                                        .addKeyValue("agent", name)
                                        .log("agent wrote a line that is too long; it is skipped"));
        byte[] chunk = new byte[CHUNK];
        try {
            for (int read = out.read(chunk); read >= 0; read = out.read(chunk)) {
                frames.feed(chunk, read);
            }
        } catch (IOException gone) {
            LOGGER.atDebug().addKeyValue("agent", name).log("agent's output broke off");
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private void hand(Buffer line) {
        int bytes = line.length();
        // Waits while the event loop is behind: the process then waits for us.
        readable.acquireUninterruptibly(bytes);
        listener.line(line, () -> readable.release(bytes));
    }

    private void write(OutputStream in) {
        try {
            for (Outgoing next = outgoing.take(); !ended; next = outgoing.take()) {
                in.write(next.line().getBytes());
                in.write('\n');
                in.flush();
                queuedBytes.addAndGet(-next.line().length());
                next.written().run();
            }
        } catch (IOException | InterruptedException gone) {
            // The reader sees the end of the process and says so.
            LOGGER.atDebug().addKeyValue("agent", name).log("agent takes nothing any more");
        } finally {
            closeQuietly(in);
        }
    }

    private void drain(InputStream err) {
        int[] complaints = {0};
        LineFrames lines =
                new LineFrames(
                        LONGEST_COMPLAINT_BYTES,
                        line -> {
                            if (complaints[0]++ < MOST_COMPLAINTS) {
                                LOGGER.atDebug()
                                        .addKeyValue("agent", name)
                                        .addKeyValue("line", line.toString())
                                        .log("agent complains");
                            }
                        },
                        () -> {});
        byte[] chunk = new byte[CHUNK];
        try {
            for (int read = err.read(chunk); read >= 0; read = err.read(chunk)) {
                lines.feed(chunk, read);
            }
        } catch (IOException gone) {
            LOGGER.atDebug().addKeyValue("agent", name).log("agent's complaints broke off");
        }
    }

    private Thread thread(String pipe, Runnable work) {
        Thread thread = new Thread(work, name + "-" + pipe);
        thread.setDaemon(true);
        return thread;
    }

    private static void closeQuietly(OutputStream stream) {
        try {
            stream.close();
        } catch (IOException gone) {
            LOGGER.atTrace().log("pipe was closed already");
        }
    }
}
