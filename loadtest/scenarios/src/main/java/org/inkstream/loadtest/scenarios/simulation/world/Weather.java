package org.inkstream.loadtest.scenarios.simulation.world;

import java.util.Set;

/** How badly the network between processes and servers behaves. */
final class Weather {
    private final Chance chance;
    private final boolean storeFaults;
    private final boolean brokerFaults;
    private final double trouble;
    private boolean storeDown;
    private boolean brokerDown;
    private boolean calm;

    Weather(Chance chance, Set<Fault> faults) {
        this.chance = chance;
        this.storeFaults = faults.contains(Fault.STORE);
        this.brokerFaults = faults.contains(Fault.BROKER);
        this.trouble = chance.of(0.3) ? 0 : chance.of(0.5) ? 0.02 : 0.1;
    }

    void calmDown() {
        calm = true;
        storeDown = false;
        brokerDown = false;
    }

    void storeIsDown(boolean down) {
        storeDown = down && !calm;
    }

    void brokerIsDown(boolean down) {
        brokerDown = down && !calm;
    }

    Fate ofStore() {
        return fate(storeFaults, storeDown);
    }

    Fate ofBroker() {
        return fate(brokerFaults, brokerDown);
    }

    private Fate fate(boolean faults, boolean down) {
        if (calm || !faults) {
            return Fate.KEPT;
        }
        if (down) {
            return Fate.REFUSED;
        }
        if (!chance.of(trouble)) {
            return Fate.KEPT;
        }
        Fate[] bad = Fate.values();
        return bad[1 + chance.below(bad.length - 1)];
    }

    /** One way, in nanoseconds. */
    long latency() {
        return chance.millis(0, 4) + 1_000;
    }

    /** Far too long. */
    long longTime() {
        return chance.millis(500, 9_000);
    }

    /** What becomes of a request. */
    enum Fate {
        KEPT,
        /** Never done. */
        REFUSED,
        /** Done, and answered much later. */
        SLOW,
        /** Done as far as the server came, and the answer is lost. */
        UNKNOWN,
        /** Given up here, and done afterwards. */
        LATE
    }
}
