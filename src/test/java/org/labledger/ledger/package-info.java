/**
 * What must hold of the curated ontology, data and queries: the suite that {@code @Tag("data")}
 * marks. Classes in other packages that try the code on the curated home have the tag too.
 */
@NullMarked
package org.labledger.ledger;

import org.jspecify.annotations.NullMarked;
