package org.labledger.page;

/**
 * A page, ready to be sent.
 *
 * @param status the HTTP status that suits it
 * @param body the whole document
 */
public record Html(int status, String body) {}
