package org.labledger.web;

import org.labledger.catalog.Catalog;
import org.labledger.store.Ledger;

/**
 * What is in service: a snapshot and its saved queries, which belong together.
 *
 * @param ledger the snapshot
 * @param catalog its saved queries
 */
public record Served(Ledger ledger, Catalog catalog) {}
