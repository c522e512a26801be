/**
 * The Model Context Protocol: the boundary between a document and an agent.
 *
 * <p>A tool result is MCP {@code structuredContent} as the tool's contract says. Beside the
 * contract's own members it may carry four of ours:
 *
 * <ul>
 *   <li>{@code _evidence}: object from a dotted result path to an array of {@code {start, end,
 *       quote, item?}}; start and end are code points of the {@code text} argument, end exclusive;
 *       {@code item} is the index where the path names an array, such as {@code "people":
 *       [{"start": 3, "end": 13, "quote": "Mrs. Brown", "item": 0}]}
 *   <li>{@code _not_attempted}: a sentence that says why the agent cannot know; the other members
 *       are then absent
 *   <li>{@code _over_budget}: true beside {@code _not_attempted} where there was no money to ask a
 *       model, so that asking later may help;
 *   <li>{@code _degraded}: a sentence that says who could not be brought to answer, where the
 *       answer is a real one, but of somebody further down the tool's route
 *   <li>{@code _fallback: true}: the answer is a placeholder, which counts as a failure
 * </ul>
 *
 * <p>Calls carry {@code _meta["org.inkstream/call"]}, results {@code _meta["org.inkstream/usage"]}.
 */
@NullMarked
package org.inkstream.agents.mcp;

import org.jspecify.annotations.NullMarked;
