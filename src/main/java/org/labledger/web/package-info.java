/**
 * The routes: {@link org.labledger.web.RouteTable} lists them, {@link
 * org.labledger.web.LedgerServer} serves them on an embedded Fuseki, {@link
 * org.labledger.web.OpenApi} describes them. A {@link org.labledger.web.Route} turns a request into
 * a reply; all else about HTTP is in {@link org.labledger.web.RouteServlet} and in the package
 * {@code http}.
 */
@NullMarked
package org.labledger.web;

import org.jspecify.annotations.NullMarked;
