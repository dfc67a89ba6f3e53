package org.labledger.display;

/** A term as a page shows it: one case for each way of showing. */
public sealed interface Value {

    /** Returns what is read of it. */
    default Text text() {
        return switch (this) {
            case Thing thing -> thing.name();
            case Words words -> words.text();
            case Day day -> Text.plain(day.shown());
            case Quantity quantity -> Text.plain(quantity.shown());
            case Web web -> Text.plain(web.shown());
            case Other other -> Text.plain(other.lexical());
        };
    }

    /** Returns whether it is a sentence rather than a name. */
    default boolean isLong() {
        return switch (this) {
            case Thing thing -> thing.name().isLong();
            case Words words -> words.text().isLong();
            default -> false;
        };
    }

    /**
     * A thing with a page of its own, here or elsewhere.
     *
     * @param name what it is called
     * @param href where its page is
     * @param isExternal whether that is on another site
     */
    record Thing(Text name, String href, boolean isExternal) implements Value {}

    /** Words in some language. */
    record Words(Text text) implements Value {}

    /**
     * A day, a month or a year.
     *
     * @param iso as it is given, such as {@code 2024-05}
     * @param shown in the reader's form
     */
    record Day(String iso, String shown) implements Value {}

    /**
     * A number.
     *
     * @param value the number, for drawing
     * @param shown in the reader's form, see {@link Values#number}
     */
    record Quantity(double value, String shown) implements Value {}

    /**
     * An address on the web.
     *
     * @param href the address
     * @param shown a short form of it
     */
    record Web(String href, String shown) implements Value {}

    /**
     * Any other term, as it is written.
     *
     * @param lexical what it says
     * @param kind its datatype in short, or what sort of term it is
     */
    record Other(String lexical, String kind) implements Value {}
}
