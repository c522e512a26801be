package org.inkstream.loadtest.scenarios.nsq;

import com.sproutsocial.nsq.DirectSubscriber;
import com.sproutsocial.nsq.MessageHandler;
import com.sproutsocial.nsq.NSQException;
import com.sproutsocial.nsq.Publisher;
import com.sproutsocial.nsq.Subscriber;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/**
 * nsq-j, as it is when it is told nothing. A publisher of it has one message on its way, so several
 * callers have one each.
 */
final class NsqJRacer implements Racer {
    private static final int CHECK_SECONDS = 60;

    @Override
    public void publish(Heat heat, Tally tally) {
        byte[] body = new byte[heat.bytes()];
        byEachCaller(
                heat,
                (publisher, share) -> {
                    while (share.getAndDecrement() > 0) {
                        try {
                            publisher.publish(heat.topic(), body);
                            tally.count();
                        } catch (NSQException refused) {
                            tally.countFailed();
                        }
                    }
                });
    }

    @Override
    public void publishBatches(Heat heat, Tally tally) {
        byte[] body = new byte[heat.bytes()];
        byEachCaller(
                heat,
                (publisher, share) -> {
                    while (share.getAndDecrement() > 0) {
                        publisher.publishBuffered(heat.topic(), body);
                        tally.count();
                    }
                });
    }

    private static void byEachCaller(Heat heat, BiConsumer<Publisher, AtomicInteger> work) {
        AtomicInteger left = new AtomicInteger(heat.all());
        for (int i = 0; i < heat.callers(); i++) {
            Publisher publisher = new Publisher("127.0.0.1:" + heat.ports().get(0));
            Thread caller = new Thread(() -> work.accept(publisher, left), "caller-" + i);
            caller.setDaemon(true);
            caller.start();
        }
    }

    @Override
    public void consume(Heat heat, Tally tally) {
        String[] peers =
                heat.ports().stream().map(port -> "127.0.0.1:" + port).toArray(String[]::new);
        Subscriber subscriber = new DirectSubscriber(CHECK_SECONDS, peers);
        subscriber.setDefaultMaxInFlight(heat.window());
        subscriber.subscribe(
                heat.topic(),
                Heat.CHANNEL,
                (MessageHandler)
                        message -> {
                            message.finish();
                            tally.count();
                        });
    }
}
