package org.inkstream.agents.gateway.schedule;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Groups of one priority class that nobody works on, from which the collection with the least
 * service so far is served next. A collection that comes back after a while is lifted to those that
 * stayed, so that nobody saves service up. Every operation takes logarithmic time.
 */
final class FairQueue {
    private static final int FEW = 1_024;

    private final Map<String, Tenant> tenants = new HashMap<>();
    private final TreeSet<Tenant> active =
            new TreeSet<>(
                    Comparator.comparingLong((Tenant one) -> one.service)
                            .thenComparing(one -> one.name));
    private final Set<Group> queued = new LinkedHashSet<>();
    private long floor;
    private int sweepAbove = FEW;

    /** One collection: how much service it had, in nanoseconds, and what of it waits. */
    private static final class Tenant {
        final String name;
        final TreeSet<Group> groups =
                new TreeSet<>(
                        Comparator.comparingLong((Group one) -> one.rank)
                                .thenComparingLong(one -> one.number));
        long service;

        Tenant(String name, long service) {
            this.name = name;
            this.service = service;
        }
    }

    boolean isEmpty() {
        return queued.isEmpty();
    }

    void add(Group group, long now) {
        Tenant tenant = tenant(group.collection);
        if (tenant.groups.isEmpty()) {
            tenant.service = Math.max(tenant.service, floor());
            active.add(tenant);
        }
        tenant.groups.add(group);
        group.queuedAt = now;
        queued.add(group);
    }

    void remove(Group group) {
        if (!queued.remove(group)) {
            return;
        }
        Tenant tenant = tenant(group.collection);
        floor();
        tenant.groups.remove(group);
        if (tenant.groups.isEmpty()) {
            active.remove(tenant);
            sweep();
        }
    }

    /** The next one, which stays here; there must be one. */
    Group first() {
        return active.first().groups.first();
    }

    /** The one that is furthest from being the next, which stays here; there must be one. */
    Group last() {
        return active.last().groups.last();
    }

    /** Since when the one that has been here longest is here; there must be one. */
    long oldest() {
        return queued.iterator().next().queuedAt;
    }

    /**
     * @param nanos of service, negative to give back what was charged too much
     */
    void charge(String collection, long nanos) {
        Tenant tenant = tenant(collection);
        boolean waits = active.remove(tenant);
        tenant.service += nanos;
        if (waits) {
            active.add(tenant);
        }
    }

    private Tenant tenant(String collection) {
        return tenants.computeIfAbsent(collection, name -> new Tenant(name, floor()));
    }

    private long floor() {
        if (!active.isEmpty()) {
            floor = active.first().service;
        }
        return floor;
    }

    /** Whoever has not had more than the others is as good as new, and need not be remembered. */
    private void sweep() {
        if (tenants.size() > sweepAbove) {
            tenants.values().removeIf(one -> one.groups.isEmpty() && one.service <= floor);
            sweepAbove = Math.max(FEW, 2 * tenants.size());
        }
    }
}
