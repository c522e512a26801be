package org.inkstream.loadtest.scenarios.nsq;

/** Whose client of NSQ is measured. */
enum Client {
    INKSTREAM("inkstream"),
    NSQ_J("nsq-j"),
    /** No client: what nsqd gives to anybody who reads. */
    BARE("bare reader");

    private final String label;

    Client(String label) {
        this.label = label;
    }

    /** For people. */
    String label() {
        return label;
    }

    Racer racer() {
        return switch (this) {
            case INKSTREAM -> new InkstreamRacer();
            case NSQ_J -> new NsqJRacer();
            case BARE -> new BareReader();
        };
    }

    boolean does(Work work) {
        return this != BARE || work == Work.CONSUME;
    }

    /** As people ask for it. */
    @Override
    public String toString() {
        return label;
    }
}
