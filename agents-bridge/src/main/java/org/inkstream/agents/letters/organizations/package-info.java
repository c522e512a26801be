/**
 * Organizations in letters: firms, offices, societies, by the words that their names are made of.
 */
@NullMarked
package org.inkstream.agents.letters.organizations;

import org.jspecify.annotations.NullMarked;
