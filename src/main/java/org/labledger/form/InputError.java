package org.labledger.form;

/**
 * What is wrong with a value that a reader entered, in the reader's language.
 *
 * @param parameter the name of the parameter
 * @param text what is wrong, and what to do
 * @param href where to correct it: the field of the form, or, for an unknown parameter, the address
 *     without it, or with the name that was probably meant
 */
public record InputError(String parameter, String text, String href) {}
