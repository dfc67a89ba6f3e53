package org.labledger.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.labledger.settings.Build;

/**
 * Security header fields of every response, including Jetty's own: browsers load and run only what
 * this server sends, guess no media types, and frame no page but those without chrome below {@code
 * /embed/}. Another field names the version of the program.
 */
public final class SecurityHeaders implements HttpConfiguration.Customizer {

    /**
     * Hash of the one style element that the SPARQL editor adds, for resizable columns (CSP 3,
     * section 6.7.3.3).
     */
    private static final String EDITOR_STYLE =
            "'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk='";

    private static final String EMBEDDED = "/embed/";

    /** The fields of all responses but those that {@link #of} has others for. */
    public static final Map<String, String> FIELDS =
            Map.of(
                    "Content-Security-Policy",
                    "default-src 'none'; script-src 'self'; style-src 'self' "
                            + EDITOR_STYLE
                            + "; img-src 'self' data:;"
                            + " font-src 'self'; connect-src 'self'; manifest-src 'self';"
                            + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
                    "X-Content-Type-Options",
                    "nosniff",
                    "X-Frame-Options",
                    "DENY",
                    "Referrer-Policy",
                    "strict-origin-when-cross-origin",
                    "Cross-Origin-Resource-Policy",
                    "cross-origin",
                    "Cross-Origin-Opener-Policy",
                    "same-origin",
                    "Permissions-Policy",
                    "camera=(), geolocation=(), microphone=()",
                    "Lab-Ledger-Version",
                    Build.version());

    private static final List<HttpField> ENCODED =
            FIELDS.entrySet().stream()
                    .<HttpField>map(
                            field -> new PreEncodedHttpField(field.getKey(), field.getValue()))
                    .toList();

    private static final String FRAMING = "X-Frame-Options";

    private static final String POLICY = "Content-Security-Policy";

    /** The policy of pages that any site may frame. */
    private static final String FRAMED_POLICY =
            Objects.requireNonNull(FIELDS.get(POLICY))
                    .replace("frame-ancestors 'none'", "frame-ancestors *");

    /**
     * Returns the fields of the response to a request for a path: those below {@value #EMBEDDED}
     * may be framed by any site.
     */
    public static Map<String, String> of(String path) {
        if (!path.startsWith(EMBEDDED)) {
            return FIELDS;
        }
        Map<String, String> fields = new HashMap<>(FIELDS);
        fields.remove(FRAMING);
        fields.put(POLICY, FRAMED_POLICY);
        return fields;
    }

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        ENCODED.forEach(responseHeaders::put);
        String path = request.getHttpURI().getCanonicalPath();
        if (path != null && path.startsWith(EMBEDDED)) {
            responseHeaders.remove(FRAMING);
            responseHeaders.put(POLICY, FRAMED_POLICY);
        }
        return request;
    }
}
