package org.inkstream.agents.mcp.http;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.inkstream.time.Timers;

/**
 * The sessions of the earlier revisions, bounded in number and in age: when there is no room, the
 * one that was unused longest goes, but none whose work is in the air. Used on its server's event
 * loop.
 */
public final class Sessions {
    private static final int ID_BYTES = 24;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Session> byId = new LinkedHashMap<>(16, 0.75f, true);
    private final int most;
    private final Duration idle;
    private final Timers clock;

    /**
     * @param most sessions at one time, at least one
     * @param idle until a session that nobody uses is forgotten
     * @param clock for measuring only
     */
    public Sessions(int most, Duration idle, Timers clock) {
        this.most = most;
        this.idle = idle;
        this.clock = clock;
    }

    /** Begins a session; empty if all of those that there may be are working. */
    Optional<Session> begin(String revision) {
        forgetOld();
        if (byId.size() >= most && !makeRoom()) {
            return Optional.empty();
        }
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        Session session =
                new Session(HexFormat.of().formatHex(id), revision, clock.monotonicNanos());
        byId.put(session.id(), session);
        return Optional.of(session);
    }

    /** The session of this id, which is used hereby. */
    Optional<Session> use(String id) {
        forgetOld();
        Optional<Session> session = Optional.ofNullable(byId.get(id));
        session.ifPresent(found -> found.used(clock.monotonicNanos()));
        return session;
    }

    /** Ends a session and the work in it; false if there is none. */
    boolean end(String id) {
        Session session = byId.remove(id);
        if (session != null) {
            session.close();
        }
        return session != null;
    }

    /** How many there are. */
    public int size() {
        return byId.size();
    }

    /** They lie in the order of their last use, so what is old stands first. */
    private void forgetOld() {
        Iterator<Session> oldest = byId.values().iterator();
        while (oldest.hasNext()) {
            Session session = oldest.next();
            if (clock.since(session.lastUsedNanos()).compareTo(idle) < 0) {
                return;
            }
            if (!session.isWorking()) {
                oldest.remove();
            }
        }
    }

    private boolean makeRoom() {
        Iterator<Session> oldest = byId.values().iterator();
        while (oldest.hasNext()) {
            if (!oldest.next().isWorking()) {
                oldest.remove();
                return true;
            }
        }
        return false;
    }
}
