package org.inkstream.app.embedded;

import de.bwaldvogel.mongo.wire.message.MongoMessage;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.util.Set;

/**
 * Holds the reply to a command that may have changed data until a commit has made the change
 * durable. Holds no thread: other connections of the same event loop are served meanwhile, so that
 * their writes share the commit. One per connection, used on its event loop.
 */
// The promise that comes with a write carries its outcome; the returned future is the same one.
@SuppressWarnings("FutureReturnValueIgnored")
final class DurableReplies extends ChannelDuplexHandler {
    /** Everything else waits; a command that changed nothing costs an empty commit. */
    private static final Set<String> READS =
            Set.of(
                    "find",
                    "getMore",
                    "killCursors",
                    "count",
                    "distinct",
                    "aggregate",
                    "ping",
                    "buildInfo",
                    "hello",
                    "isMaster",
                    "ismaster",
                    "serverStatus",
                    "listCollections",
                    "listIndexes",
                    "listDatabases",
                    "endSessions");

    private final GroupCommit commits;
    private boolean mayChangeData;

    DurableReplies(GroupCommit commits) {
        this.commits = commits;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object request) throws Exception {
        // The handler behind this one replies before it returns, so one flag is enough.
        mayChangeData = request instanceof MongoMessage message && !isRead(message);
        super.channelRead(context, request);
    }

    private static boolean isRead(MongoMessage message) {
        return READS.contains(message.getDocument().keySet().iterator().next());
    }

    @Override
    public void write(ChannelHandlerContext context, Object reply, ChannelPromise written) {
        if (!mayChangeData) {
            context.write(reply, written);
            return;
        }
        commits.afterNext(
                new GroupCommit.Waiting() {
                    @Override
                    public void durable() {
                        context.writeAndFlush(reply, written);
                    }

                    @Override
                    public void failed(Throwable cause) {
                        // The client must not believe in it; a broken connection says "unknown".
                        context.close();
                    }
                });
    }
}
