package org.labledger.form;

/**
 * What is wrong with a value that a reader gave, said in the reader's language.
 *
 * @param parameter the parameter it was given for
 * @param text what is wrong, and what to do
 * @param href where it can be put right: the field of the form, or the address without what no
 *     field is for
 */
public record InputError(String parameter, String text, String href) {}
