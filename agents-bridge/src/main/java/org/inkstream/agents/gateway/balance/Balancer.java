package org.inkstream.agents.gateway.balance;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.inkstream.models.Balance;

/**
 * Which of several servers a call goes to: the one that has its document, or is preferred for it,
 * unless that is down or has much more to do than another. Calls of one document stay together as
 * long as any of them is there. A document that waits is moved when another server has nothing left
 * to begin with. Not thread-safe.
 */
public final class Balancer {
    /** A difference in work that is worth nothing: less than that is waited for. */
    private static final double NEAR_NANOS = 1e9;

    /** By which share more work is no longer about as much. */
    private static final double MUCH_MORE = 1.1;

    /** Documents whose server is remembered when nothing of them is there, for each server. */
    private static final int REMEMBERED = 1_024;

    /** More than a letter has tools: what shares such a key is more than one document. */
    private static final int MOST_OF_A_DOCUMENT = 32;

    private final Balance policy;
    private final Rendezvous rendezvous;
    private final Server[] servers;
    private final Map<String, Home> homes = new HashMap<>();
    private final Map<String, Integer> left;
    private int last = -1;

    /** One call at one server, to be given back once. */
    public static final class Seat {
        private final Home home;
        private final long nanos;

        private Seat(Home home, long nanos) {
            this.home = home;
            this.nanos = nanos;
        }

        /** Its position among the servers. */
        public int server() {
            return home.server;
        }
    }

    /** Where the calls of a document are. */
    private static final class Home {
        final String key;
        final int server;
        int calls;

        Home(String key, int server) {
            this.key = key;
            this.server = server;
        }
    }

    private static final class Server {
        int atOnce;
        boolean up = true;
        boolean hasRoom;
        boolean hasSpare;
        long work;
        long calls;
        long escaped;
        long takenOver;
        long givenBack;

        Server(int atOnce) {
            this.atOnce = atOnce;
        }
    }

    /**
     * @param urls of the servers, by which they are told apart
     * @param atOnce how many calls each of them works on at most, all at the same time, until it
     *     shows that it {@link #bears} another number
     */
    public Balancer(List<String> urls, Balance policy, int atOnce) {
        this.policy = policy;
        this.rendezvous = new Rendezvous(urls);
        this.servers = urls.stream().map(url -> new Server(atOnce)).toArray(Server[]::new);
        int most = REMEMBERED * servers.length;
        this.left =
                new LinkedHashMap<>(16, 0.75f, true) {
                    private static final long serialVersionUID = 1L;

                    @Override
                    protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
                        return size() > most;
                    }
                };
    }

    /**
     * Finds a server for a call; empty if all are down.
     *
     * @param key the same for calls that begin with the same document
     * @param nanos how long a server works on it, as far as is known
     */
    public Optional<Seat> place(String key, long nanos) {
        return seat(key, nanos, policy == Balance.ROUND_ROBIN ? inTurn() : byAffinity(key));
    }

    /**
     * Finds another server for a call with which this one has not begun and will not; the same if
     * none has room any more, empty if all are down. The seat is given back by this.
     */
    public Optional<Seat> elsewhere(Seat seat) {
        String key = seat.home.key;
        boolean isFirstToMove = seat.home.equals(homes.get(key));
        int left = seat.server();
        servers[left].givenBack++;
        ended(seat);
        if (policy == Balance.ROUND_ROBIN || !servers[left].up || !isFirstToMove) {
            return place(key, seat.nanos);
        }
        int roomiest = roomiest().orElse(left);
        if (roomiest != left) {
            servers[roomiest].escaped++;
        }
        return seat(key, seat.nanos, roomiest);
    }

    private Optional<Seat> seat(String key, long nanos, int server) {
        if (server < 0) {
            return Optional.empty();
        }
        Home home = home(key, server);
        home.calls++;
        servers[server].calls++;
        servers[server].work += nanos;
        return Optional.of(new Seat(home, nanos));
    }

    /** The call has ended, well or not. */
    public void ended(Seat seat) {
        Home home = seat.home;
        servers[home.server].work -= seat.nanos;
        home.calls--;
        if (home.calls == 0 && homes.remove(home.key, home)) {
            left.put(home.key, home.server);
        }
    }

    /** The server is given nothing until it is up again. */
    public void down(int server) {
        servers[server].up = false;
    }

    public void up(int server) {
        servers[server].up = true;
    }

    /**
     * @param atOnce how many calls it works on at most, at least one
     */
    public void bears(int server, int atOnce) {
        servers[server].atOnce = atOnce;
    }

    /**
     * @param hasRoom whether nothing waits for it, and it would begin with a document at once
     * @param hasSpare whether a document waits for it that it has not begun with
     */
    public void stands(int server, boolean hasRoom, boolean hasSpare) {
        servers[server].hasRoom = hasRoom;
        servers[server].hasSpare = hasSpare;
    }

    /**
     * The server with most to do of those that have a document to spare, if another has room for it
     * and clearly less to do; that one's is then found {@link #elsewhere}.
     */
    public OptionalInt giver() {
        OptionalInt taker = policy == Balance.ROUND_ROBIN ? OptionalInt.empty() : roomiest();
        return taker.isEmpty()
                ? taker
                : IntStream.range(0, servers.length)
                        .filter(one -> servers[one].up && servers[one].hasSpare)
                        .filter(one -> hasMore(one, taker.getAsInt()))
                        .boxed()
                        .max(Comparator.comparingDouble(one -> load(servers[one])))
                        .map(OptionalInt::of)
                        .orElse(OptionalInt.empty());
    }

    private OptionalInt roomiest() {
        return IntStream.range(0, servers.length)
                .filter(one -> servers[one].up && servers[one].hasRoom)
                .boxed()
                .min(Comparator.comparingDouble(one -> load(servers[one])))
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
    }

    public Standing standing(int server) {
        Server one = servers[server];
        return new Standing(
                servers.length, one.up, one.calls, one.escaped, one.takenOver, one.givenBack);
    }

    /** How long the servers will take for what they have, in nanoseconds. */
    double[] loads() {
        return Arrays.stream(servers).mapToDouble(this::load).toArray();
    }

    /**
     * How long a server would take for what it has, in nanoseconds, if it were as fast as any other
     * and bore all that it may get. What it really bears would say more of what it had to do so far
     * than of how fast it is: that shows by who has nothing left.
     */
    private double load(Server server) {
        return (double) server.work / server.atOnce;
    }

    /** Documents of which anything is at a server. */
    int documents() {
        return homes.size();
    }

    /** A document whose server went down has another home from its next call on. */
    private Home home(String key, int server) {
        Home known = homes.get(key);
        if (known != null && known.server == server) {
            return known;
        }
        Home fresh = new Home(key, server);
        homes.put(key, fresh);
        return fresh;
    }

    private int inTurn() {
        for (int step = 1; step <= servers.length; step++) {
            int next = (last + step) % servers.length;
            if (servers[next].up) {
                last = next;
                return next;
            }
        }
        return -1;
    }

    private int byAffinity(String key) {
        Home home = homes.get(key);
        if (home != null && servers[home.server].up && home.calls < MOST_OF_A_DOCUMENT) {
            return home.server;
        }
        List<Integer> order = rendezvous.order(key);
        int first = home == null ? left.getOrDefault(key, order.get(0)) : home.server;
        int preferred = servers[first].up ? first : firstUp(order);
        if (preferred < 0) {
            return preferred;
        }
        int least = least(order);
        int chosen = hasMuchMore(preferred, least) ? least : preferred;
        if (!servers[first].up) {
            servers[chosen].takenOver++;
        } else if (chosen != preferred) {
            servers[chosen].escaped++;
        }
        return chosen;
    }

    private int firstUp(List<Integer> order) {
        return order.stream().filter(server -> servers[server].up).findFirst().orElse(-1);
    }

    private int least(List<Integer> order) {
        return order.stream()
                .filter(server -> servers[server].up)
                .min(Comparator.comparingDouble(server -> load(servers[server])))
                .orElseThrow();
    }

    private boolean hasMuchMore(int one, int other) {
        return load(servers[one]) - load(servers[other]) > NEAR_NANOS && hasMore(one, other);
    }

    private boolean hasMore(int one, int other) {
        return load(servers[one]) > MUCH_MORE * load(servers[other]);
    }
}
