/**
 * Descriptions of resources and of the dataset, as values computed from a snapshot. {@link
 * org.labledger.describe.Description} holds what is said about one IRI, each triple with its
 * sources; {@link org.labledger.describe.DatasetProfile} (VoID), {@link
 * org.labledger.describe.DataCatalog} (DCAT) and {@link org.labledger.describe.ServiceDescription}
 * are the self-descriptions that clients look for; {@link org.labledger.describe.Fragment} is a
 * page of matches of a triple pattern, and {@link org.labledger.describe.Dump} the whole dataset.
 *
 * <p>IRIs of resources are canonical, whatever host was asked; addresses of services start with the
 * base URL passed by the caller. Independent of HTTP.
 */
@NullMarked
package org.labledger.describe;

import org.jspecify.annotations.NullMarked;
