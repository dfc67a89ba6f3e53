package org.labledger.display;

/**
 * A link.
 *
 * @param name its text
 * @param href its target
 */
public record Link(Text name, String href) {}
