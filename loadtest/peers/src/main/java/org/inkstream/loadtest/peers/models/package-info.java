/**
 * Model servers that play a script: Ollama, OpenAI-compatible and Anthropic, over real sockets.
 *
 * <p>Begin with {@code ScriptedModelServer}, which is what tests hold, and {@code ModelReply}, the
 * words of its scripts. A request becomes a {@code ModelRequest}, waits for a slot, gets a draft of
 * a good answer and is handed with it, as an {@code Exchange}, to the reply that is its turn; the
 * {@code Wire} of the dialect turns what that says into bytes.
 */
@NullMarked
package org.inkstream.loadtest.peers.models;

import org.jspecify.annotations.NullMarked;
