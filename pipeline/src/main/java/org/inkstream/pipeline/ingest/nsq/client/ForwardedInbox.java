package org.inkstream.pipeline.ingest.nsq.client;

import org.inkstream.pipeline.ingest.nsq.wire.Frame;

/**
 * An inbox that is needed before there is somebody to read it. What comes earlier was sent against
 * the protocol, and is not read.
 */
final class ForwardedInbox implements NsqConnector.Inbox {
    private NsqConnector.Inbox reader =
            new NsqConnector.Inbox() {
                @Override
                public void message(Frame.Message message) {}

                @Override
                public void tooLate(Frame.Failure failure) {}
            };

    void to(NsqConnector.Inbox reader) {
        this.reader = reader;
    }

    @Override
    public void message(Frame.Message message) {
        reader.message(message);
    }

    @Override
    public void tooLate(Frame.Failure failure) {
        reader.tooLate(failure);
    }
}
