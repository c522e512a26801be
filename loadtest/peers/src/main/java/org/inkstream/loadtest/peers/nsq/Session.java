package org.inkstream.loadtest.peers.nsq;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.inkstream.time.Timers;
import org.jspecify.annotations.Nullable;

/** One connection to the double. On its event loop. */
final class Session {
    private final NetSocket socket;
    private final House house;
    private final Ear ear = new Ear();
    private final Mouth mouth;
    private final Publishing publishing;

    private Greeting greeting;
    private boolean greeted;
    private boolean mayPass;
    private boolean heardSomething;
    private boolean missedOne;
    private @Nullable Subscription subscription;
    private Timers.@Nullable Timer heartbeat;
    private boolean ended;

    /**
     * What all sessions share.
     *
     * @param secret for AUTH; where it is empty nobody needs it
     * @param witness told of each command's line
     */
    record House(
            NsqdRules rules,
            Topics topics,
            Timers timers,
            String secret,
            Consumer<List<String>> witness) {}

    Session(NetSocket socket, House house, Mouth mouth) {
        this.socket = socket;
        this.house = house;
        this.mouth = mouth;
        this.publishing = new Publishing(house.topics());
        this.greeting = Greeting.none(house.rules());
        this.mayPass = house.secret().isEmpty();
        beat();
    }

    void hear(Buffer bytes) {
        heardSomething = true;
        ear.hear(bytes);
        while (!ended) {
            try {
                Optional<Heard> command = ear.next();
                if (command.isEmpty()) {
                    return;
                }
                house.witness().accept(command.get().words());
                obey(command.get());
            } catch (Refused refused) {
                mouth.say(Frames.error(refused.words()));
                if (refused.isFatal()) {
                    end();
                }
            }
        }
    }

    /** Says something that no command has asked for. */
    void say(Buffer bytes) {
        mouth.say(bytes);
    }

    private void obey(Heard command) {
        switch (command.name()) {
            case "IDENTIFY" -> identify(command);
            case "AUTH" -> authenticate(command);
            case "SUB" -> subscribe(command);
            case "PUB" -> publish(command, publishing::one);
            case "MPUB" -> publish(command, publishing::all);
            case "DPUB" -> publish(command, publishing::later);
            case "RDY" -> subscribed("RDY").ready(command);
            case "FIN" -> subscribed("FIN").finish(command);
            case "REQ" -> subscribed("REQ").requeue(command);
            case "TOUCH" -> subscribed("TOUCH").touch(command);
            case "CLS" -> {
                subscribed("CLS").close();
                mouth.say(Frames.response("CLOSE_WAIT"));
            }
            case "NOP" -> {}
            default -> throw Refused.fatal("E_INVALID", "invalid command " + command.name());
        }
    }

    private void identify(Heard command) {
        if (greeted || subscription != null) {
            throw Refused.fatal("E_INVALID", "cannot IDENTIFY in current state");
        }
        greeting = Greeting.of(command, house.rules());
        greeted = true;
        mouth.say(Frames.response(greeting.answer(house.rules(), !house.secret().isEmpty())));
        beat();
    }

    private void authenticate(Heard command) {
        if (house.secret().isEmpty()) {
            throw Refused.fatal("E_AUTH_DISABLED", "AUTH disabled");
        }
        if (mayPass) {
            throw Refused.fatal("E_INVALID", "AUTH already set");
        }
        if (!command.body().toString().equals(house.secret())) {
            throw Refused.fatal("E_UNAUTHORIZED", "AUTH no authorizations found");
        }
        mayPass = true;
        mouth.say(
                Frames.response(
                        new JsonObject()
                                .put("identity", "")
                                .put("identity_url", "")
                                .put("permission_count", 1)
                                .encode()));
    }

    private void subscribe(Heard command) {
        if (subscription != null) {
            throw Refused.fatal("E_INVALID", "cannot SUB in current state");
        }
        if (greeting.heartbeat().isZero()) {
            throw Refused.fatal("E_INVALID", "cannot SUB with heartbeats disabled");
        }
        String topic = Publishing.topic(command);
        String channel = Publishing.channel(command);
        requirePass(command);
        subscription =
                new Subscription(
                        house.topics().topic(topic).channel(channel),
                        house.rules(),
                        greeting.messageTimeout(),
                        mouth::say);
        mouth.say(Frames.response("OK"));
    }

    private void publish(Heard command, Consumer<Heard> verb) {
        requirePass(command);
        verb.accept(command);
        mouth.say(Frames.response("OK"));
    }

    private void requirePass(Heard command) {
        if (!mayPass) {
            throw Refused.fatal("E_AUTH_FIRST", "AUTH required before " + command.name());
        }
    }

    private Subscription subscribed(String command) {
        if (subscription == null) {
            throw Refused.fatal("E_INVALID", "cannot " + command + " in current state");
        }
        return subscription;
    }

    /** Speaks up at each heartbeat, and ends when nothing was heard for two. */
    private void beat() {
        if (heartbeat != null) {
            heartbeat.cancel();
        }
        if (!greeting.heartbeat().isZero()) {
            heartbeat = house.timers().after(greeting.heartbeat(), this::beatOnce);
        }
    }

    private void beatOnce() {
        if (!heardSomething && missedOne) {
            end();
            return;
        }
        missedOne = !heardSomething;
        heardSomething = false;
        mouth.say(Frames.response("_heartbeat_"));
        beat();
    }

    /** Closes it. What its client has in flight stays so until the time is over. */
    void end() {
        if (ended) {
            return;
        }
        ended = true;
        if (heartbeat != null) {
            heartbeat.cancel();
        }
        if (subscription != null) {
            subscription.leave();
        }
        socket.close();
    }
}
