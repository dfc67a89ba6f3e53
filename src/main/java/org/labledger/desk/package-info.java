/**
 * Where curators enter what a source says. The home's shapes give the {@link
 * org.labledger.desk.Kind}s of things and their {@link org.labledger.desk.Field}s; a {@link
 * org.labledger.desk.Draft} is filled in field by field; {@link org.labledger.desk.Matches} says
 * whether the thing is in the ledger already; an {@link org.labledger.desk.Insertion} puts it into
 * its file. {@code cli} does the talking. Nothing here knows what the things are.
 */
@NullMarked
package org.labledger.desk;

import org.jspecify.annotations.NullMarked;
