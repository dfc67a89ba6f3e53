/**
 * What can be said about a thing, and about the dataset itself, as values of a snapshot. {@link
 * org.labledger.describe.Description} is everything that is said of one IRI, each triple with its
 * sources; {@link org.labledger.describe.DatasetProfile}, {@link
 * org.labledger.describe.ServiceDescription}, {@link org.labledger.describe.DataCatalog} and {@link
 * org.labledger.describe.OpenApi} are the self-descriptions that clients look for; {@link
 * org.labledger.describe.Fragment} is a page of matches of a triple pattern and {@link
 * org.labledger.describe.Dump} all there is.
 *
 * <p>IRIs of things are canonical whatever the host; addresses of services begin with the base URL
 * that the caller gives.
 */
@NullMarked
package org.labledger.describe;

import org.jspecify.annotations.NullMarked;
