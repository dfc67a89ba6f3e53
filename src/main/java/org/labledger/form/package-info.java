/**
 * Forms for the parameters of saved queries: their fields, messages about wrong values, and
 * suggestions for a query without results.
 */
@NullMarked
package org.labledger.form;

import org.jspecify.annotations.NullMarked;
