package org.labledger.display;

/** What a page shows of a term, one case for each way of showing it. */
public sealed interface Value {

    /** Returns the visible text. */
    default Text text() {
        return switch (this) {
            case Thing thing -> thing.name();
            case PlainText words -> words.text();
            case Date day -> Text.plain(day.shown());
            case Quantity quantity -> Text.plain(quantity.shown());
            case WebLink web -> Text.plain(web.shown());
            case Other other -> Text.plain(other.lexical());
            case Rejected rejected -> rejected.value().text();
        };
    }

    /** Returns whether the visible text is long enough to be a sentence ({@link Text#isLong()}). */
    default boolean isLong() {
        return switch (this) {
            case Thing thing -> thing.name().isLong();
            case PlainText words -> words.text().isLong();
            case Rejected rejected -> rejected.value().isLong();
            default -> false;
        };
    }

    /**
     * A thing with a page of its own, on this site or elsewhere.
     *
     * @param name its name
     * @param href the address of its page
     * @param isExternal whether the page is on another site
     */
    record Thing(Text name, String href, boolean isExternal) implements Value {}

    /** A text. */
    record PlainText(Text text) implements Value {}

    /**
     * A day, a month or a year.
     *
     * @param iso the lexical form, such as {@code 2024-05}
     * @param shown the date, formatted for the reader's language
     */
    record Date(String iso, String shown) implements Value {}

    /**
     * A number.
     *
     * @param value the number, for charts
     * @param shown the number, formatted for the reader's language, see {@link Values#number}
     */
    record Quantity(double value, String shown) implements Value {}

    /**
     * A web address without a name.
     *
     * @param href the address
     * @param shown a short form of it
     */
    record WebLink(String href, String shown) implements Value {}

    /**
     * A value that the accepted view does not have, because a verdict or a correction rejects it.
     *
     * @param value the value
     */
    record Rejected(Value value) implements Value {}

    /**
     * Any other term.
     *
     * @param lexical the lexical form of a literal, the IRI, or the label of a blank node
     * @param kind the prefixed name of the datatype, {@code IRI}, or empty
     */
    record Other(String lexical, String kind) implements Value {}
}
