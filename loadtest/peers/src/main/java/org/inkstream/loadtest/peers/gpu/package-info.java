/**
 * Simulated inference engines: what a GPU server, or a paid API, would do with a piece of work, and
 * when. There is no HTTP here; servers and in-process adapters stand on top.
 *
 * <p>Begin with {@code Engine}: an {@code Order} goes in, a {@code Work} comes out, and its {@code
 * Ending} says how it went. There are three engines: {@code SlotsEngine} (Ollama, llama.cpp),
 * {@code PagedEngine} (vLLM, SGLang) and {@code ApiEngine} (Claude). {@code ParameterSet} holds
 * measured and assumed figures of cards and models, {@code Ideal} the bound that no scheduler can
 * beat.
 *
 * <p>Time. Between two events (an arrival, the end of a prefill or of an answer, a cancel, a load,
 * a fault) the batch does not change, so the next event is computed and one timer set for it: see
 * {@code Clockwork} for events, {@code Batch} for the arithmetic of a batch, {@code Gpu} for who
 * shares a card. A timer that fires late moves nothing: events keep the times that they were
 * computed for. With {@code ScaledTimers} the same engine runs faster than the wall clock.
 *
 * <p>An engine is used on one thread: a test's with virtual time, an event loop behind a server.
 * Futures are completed after the engine's state has changed, so their handlers may submit and
 * cancel. Whoever reads {@code Engine.stats} also checks the books: see {@code Ledger}.
 */
@NullMarked
package org.inkstream.loadtest.peers.gpu;

import org.jspecify.annotations.NullMarked;
