package org.labledger.vocabulary;

import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;

/**
 * The terms of the evidence vocabulary ({@code ontology/evidence.ttl}) that the program gives a
 * meaning to. All other terms of a home are served as they are.
 */
public final class Evidence {

    /** The namespace of the vocabulary, {@code ev:}. */
    public static final String NAMESPACE = "https://w3id.org/lab-ledger/evidence#";

    /**
     * The class of documents that were read; what a source says is in the named graph with its IRI.
     */
    public static final Node SOURCE = term("Source");

    /** The class of editors' notes that sources disagree. */
    public static final Node DISAGREEMENT = term("Disagreement");

    /** From a disagreement to the record that has the property. */
    public static final Node ON_RECORD = term("onRecord");

    /** From a disagreement to the property whose values differ. */
    public static final Node ON_PROPERTY = term("onProperty");

    /** From a disagreement to a record or statement that is one side of it. */
    public static final Node BETWEEN = term("between");

    /** From a verdict to the disagreement that it decides. */
    public static final Node ON_DISAGREEMENT = term("onDisagreement");

    /** The position in a source: paragraph, post number, timestamp. */
    public static final Node LOCATOR = term("locator");

    /** From a citation to the record that it gives the position of. */
    public static final Node SUPPORTS = term("supports");

    /** Marks a property that has one true value per subject. */
    public static final Node SINGLE_VALUED = term("singleValued");

    /** From a property of dates to the property with the first day that a date covers. */
    public static final Node EARLIEST_PROPERTY = term("earliestProperty");

    /** Marks a property that holds the date from which its record holds. */
    public static final Node BEGINNING = term("beginning");

    /** Marks a property that holds the last date on which its record holds. */
    public static final Node ENDING = term("ending");

    /** Marks a property that holds the date of something that has happened. */
    public static final Node PAST_DATE = term("pastDate");

    /** Marks a property that no chain of links by it may lead back to its start. */
    public static final Node ACYCLIC = term("acyclic");

    /** From the dataset to the template of the address of a form for reports of errors. */
    public static final Node REPORT_FORM = term("reportForm");

    /** Marks a property that only editors need. */
    public static final Node FOR_EDITORS = term("forEditors");

    /** From a property, such as a unit, to a property with numbers that its values belong to. */
    public static final Node QUALIFIES = term("qualifies");

    /** From a unit or a bound to how it is written with its number. */
    public static final Node QUANTITY_FORM = term("quantityForm");

    /** From a source to the one whose report it repeats. */
    public static final Node RETELLS = term("retells");

    /** From a source to the one that it translates. */
    public static final Node TRANSLATION_OF = term("translationOf");

    /** From a statement to the date on which it was said. */
    public static final Node SAID_ON = term("saidOn");

    /** From the dataset to an endpoint that a federated query ({@code SERVICE}) may call. */
    public static final Node SERVICE_ENDPOINT = term("serviceEndpoint");

    /** The timeout of such an endpoint, in seconds. */
    public static final Node TIMEOUT = term("timeout");

    /** The maximum size of a response of such an endpoint, in bytes. */
    public static final Node RESPONSE_LIMIT = term("responseLimit");

    /**
     * From a node shape to the word by which the command {@code new} creates a thing of its target
     * class.
     */
    public static final Node NEW_AS = term("newAs");

    /** From a node shape to the file that such a thing is written to. */
    public static final Node NEW_IN = term("newIn");

    /** From a node shape to a property that identifies such things. */
    public static final Node NEW_KEY = term("newKey");

    /** The kind of a source: press, primary source, social post … */
    public static final Node KIND = term("kind");

    /** How much of a source was read: full text, excerpt, quotation. */
    public static final Node READING = term("reading");

    /** The site on which a copy of a source was read. */
    public static final Node VIA = term("via");

    /** The publisher's own address of a source, where a copy of it was read. */
    public static final Node ORIGINAL_URL = term("originalUrl");

    /** Marks a kind of source: by the person or organization that acts or speaks. */
    public static final Node PRIMARY = term("primary");

    /** Marks a kind of source: written by the editors, so that it is no voice of its own. */
    public static final Node EDITORIAL = term("editorial");

    /** Marks a kind of source: repeats what others report. */
    public static final Node SECOND_HAND = term("secondHand");

    /** Marks a way of reading: the whole text was read. */
    public static final Node IN_FULL = term("inFull");

    /** Marks a source whose text was written or rewritten by a machine. */
    public static final Node MACHINE_WRITTEN = term("machineWritten");

    /** The author of a source as printed. */
    public static final Node BYLINE = term("byline");

    /** From a statement to who makes it. */
    public static final Node SAID_BY = term("saidBy");

    /** What a record says, in the editors' own words. */
    public static final Node PARAPHRASE = term("paraphrase");

    /** Why sources disagree: time zone, counting rule, open dispute … */
    public static final Node NATURE = term("nature");

    /** The reason for a verdict, a correction or a disagreement. */
    public static final Node REASON = term("reason");

    /** From a verdict to the value or record that it prefers. */
    public static final Node PREFERS = term("prefers");

    /** From a correction to the source that it corrects. */
    public static final Node CORRECTS = term("corrects");

    /** From a correction to the record on which the source's statement does not hold. */
    public static final Node WITHDRAWS = term("withdraws");

    /**
     * In the accepted view, from a record to a property whose values exclude each other without a
     * verdict.
     */
    public static final Node DISPUTED_PROPERTY = term("disputedProperty");

    /** The first day that a date covers; derived. */
    public static final Node EARLIEST = term("earliest");

    /** The last day that a date covers; derived. */
    public static final Node LATEST = term("latest");

    /** From a correction to what the source has. */
    public static final Node PRINTED = term("printed");

    /** From a correction to what it should be. */
    public static final Node CORRECT_FORM = term("correctForm");

    private Evidence() {}

    private static Node term(String localName) {
        return NodeFactory.createURI(NAMESPACE + localName);
    }
}
