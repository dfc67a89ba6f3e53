package org.labledger.page;

import java.util.Map;
import java.util.Optional;
import org.labledger.display.Address;
import org.labledger.display.Text;

/**
 * The page that helps to report an error: a message that says what it is about, to send to the
 * editors.
 *
 * @param frame what surrounds the content
 * @param subject what the report is about
 * @param href the page that it is about, or empty
 * @param message the message to complete
 * @param email the address of the editors, if the home gives one ({@code schema:email})
 * @param form the address of a form to fill in, if the home gives one ({@code ev:reportForm}), with
 *     the message in it
 */
public record ReportPage(
        PageFrame frame,
        Text subject,
        String href,
        String message,
        Optional<String> email,
        Optional<String> form) {

    /** Returns a link that opens a message to the editors (RFC 6068). */
    public Optional<String> mail() {
        return email.map(address ->
                Address.of("mailto:" + address, Map.of("subject", subject.value(), "body", message))
                        .replace("+", "%20"));
    }
}
