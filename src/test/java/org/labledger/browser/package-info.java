/**
 * What people see, tried in a real browser: journeys through the site, and rules that hold on every
 * kind of page.
 */
@NullMarked
package org.labledger.browser;

import org.jspecify.annotations.NullMarked;
