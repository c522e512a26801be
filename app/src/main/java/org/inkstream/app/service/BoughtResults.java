package org.inkstream.app.service;

import org.inkstream.agents.answers.KeptAnswers;
import org.inkstream.agents.gateway.EstimateStore;
import org.inkstream.config.Settings;
import org.inkstream.pipeline.journal.Reuse;
import org.inkstream.pipeline.journal.StoredReuse;
import org.inkstream.pipeline.store.mongo.MongoStores;

/**
 * What a service has paid for and what it does so that it does not pay again; without a journal
 * nothing, for then only the work itself is measured. Each event loop needs parts of its own.
 */
record BoughtResults(Settings settings, MongoStores stores) {
    /** Finds results that were paid for on the same text before. */
    Reuse reuse() {
        return settings.journal().enabled() && settings.workflow().reuse()
                ? new StoredReuse(stores.reuse(), stores.runs())
                : Reuse.NONE;
    }

    /** Keeps what calls have taught of those to come. */
    EstimateStore estimates() {
        return settings.journal().enabled() ? stores.estimates() : EstimateStore.NONE;
    }

    /** Keeps answers for whoever asks again with the same key. */
    KeptAnswers kept() {
        return settings.journal().enabled() ? stores.answers() : KeptAnswers.NONE;
    }
}
