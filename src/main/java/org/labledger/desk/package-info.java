/**
 * Entering data: turns the field values of a new thing into Turtle in the right file of a home.
 *
 * <p>{@link org.labledger.desk.Desk} is the facade. The home's SHACL shapes define the {@link
 * org.labledger.desk.Kind kinds} of things and their {@link org.labledger.desk.DraftField fields};
 * a {@link org.labledger.desk.Draft} collects values; {@link org.labledger.desk.Match} is an
 * existing thing that may be the same; a {@link org.labledger.desk.TurtleEdit} adds the result to
 * its file. An {@link org.labledger.desk.IriChange} renames, merges or retracts in all files at
 * once. Nothing here names a class or property of the domain. {@code cli} talks to the user.
 */
@NullMarked
package org.labledger.desk;

import org.jspecify.annotations.NullMarked;
