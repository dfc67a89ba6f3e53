/** Forms made from the parameters of saved queries: fields, wrong values, and advice. */
@NullMarked
package org.labledger.form;

import org.jspecify.annotations.NullMarked;
