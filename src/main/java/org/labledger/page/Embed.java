package org.labledger.page;

import java.util.TreeMap;
import org.labledger.display.Address;
import org.labledger.display.PageRequest;

/** Addresses of pages without chrome, for frames on other sites. */
public final class Embed {

    /** What comes before the path of a page in the address of its embedded form. */
    public static final String PREFIX = "/embed";

    /** The size of a frame in CSS pixels, unless a site asks for a smaller one. */
    public static final int WIDTH = 720;

    /** See {@link #WIDTH}. */
    public static final int HEIGHT = 560;

    private Embed() {}

    /** Returns whether the page at a path can be embedded: a saved query, or a document. */
    public static boolean isEmbeddable(String path) {
        return (path.startsWith("/query/") && path.length() > "/query/".length())
                || (path.startsWith("/doc/") && !path.endsWith("/changes"));
    }

    /**
     * Returns the address of the embedded form of a page, in its language and of its state, with
     * the origin.
     */
    public static String address(PageRequest request) {
        TreeMap<String, String> parameters = new TreeMap<>(request.parameters());
        parameters.put(PageRequest.LANGUAGE, request.language().tag());
        request.past().ifPresent(past -> parameters.put("at", past.id()));
        return request.origin()
                + Address.of(PREFIX + request.path().replaceFirst("\\.html$", ""), parameters);
    }

    /** Returns the HTML of a frame. */
    public static String code(String address, String title, int width, int height) {
        return "<iframe src=\""
                + escape(address)
                + "\" title=\""
                + escape(title)
                + "\" width=\""
                + width
                + "\" height=\""
                + height
                + "\" loading=\"lazy\"></iframe>";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("\"", "&quot;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }
}
