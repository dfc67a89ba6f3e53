package org.labledger.display;

/**
 * A link.
 *
 * @param name its text
 * @param href where it leads
 */
public record Link(Text name, String href) {}
