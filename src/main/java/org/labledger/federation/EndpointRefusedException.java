package org.labledger.federation;

import java.util.List;

/**
 * Queries may not reach an endpoint; no connection was made. Either the query is wrong, or the home
 * has to list the endpoint.
 */
public final class EndpointRefusedException extends FederationException {

    private static final long serialVersionUID = 1L;

    private EndpointRefusedException(String message) {
        super(403, "Remote endpoint not allowed", message);
    }

    /** Creates it for an endpoint that is not listed; the message names those that are. */
    static EndpointRefusedException notListed(String endpoint, List<String> listed) {
        return new EndpointRefusedException(
                "SERVICE may not reach "
                        + endpoint
                        + " here. "
                        + (listed.isEmpty()
                                ? "This ledger lists no endpoints for SERVICE."
                                : "It may reach: " + String.join(", ", listed) + "."));
    }

    /** Creates it for a {@code SERVICE} whose variable has no IRI as its value. */
    static EndpointRefusedException notAnEndpoint(String what, List<String> listed) {
        return new EndpointRefusedException(
                "SERVICE needs the IRI of an endpoint, but "
                        + what
                        + ". Bind the variable before the SERVICE, to one of: "
                        + String.join(", ", listed)
                        + ".");
    }

    /**
     * Creates it for an endpoint that is listed, and that no request can be sent to.
     *
     * @param why the reason, a sentence
     */
    static EndpointRefusedException notAskable(String endpoint, String why) {
        return new EndpointRefusedException("SERVICE cannot ask " + endpoint + ". " + why);
    }

    /** Creates it for an endpoint whose host name resolves to an address that is not public. */
    static EndpointRefusedException notPublic(String endpoint, String address) {
        return new EndpointRefusedException(
                "SERVICE may not reach "
                        + endpoint
                        + " here: its host name resolves to "
                        + address
                        + ", which is not a public address. An endpoint in a private network has to"
                        + " be listed by its address.");
    }
}
