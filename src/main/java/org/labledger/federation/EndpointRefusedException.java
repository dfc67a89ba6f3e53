package org.labledger.federation;

import java.util.List;

/**
 * The endpoint is one that queries may not reach here; no connection was made. The query is at
 * fault, or the home that lists no such endpoint.
 */
public final class EndpointRefusedException extends FederationException {

    private static final long serialVersionUID = 1L;

    private EndpointRefusedException(String message) {
        super(403, "Remote endpoint not allowed", message);
    }

    /** Returns the refusal of an endpoint that is not listed; it names those that are. */
    static EndpointRefusedException notListed(String endpoint, List<String> listed) {
        return new EndpointRefusedException(
                "SERVICE may not reach "
                        + endpoint
                        + " here. "
                        + (listed.isEmpty()
                                ? "This ledger lists no endpoints that it may."
                                : "It may reach: " + String.join(", ", listed) + "."));
    }

    /** Returns the refusal of a {@code SERVICE} whose variable has no IRI as its value. */
    static EndpointRefusedException notAnEndpoint(String what, List<String> listed) {
        return new EndpointRefusedException(
                "SERVICE needs the IRI of an endpoint, but "
                        + what
                        + ". Bind the variable before the SERVICE, to one of: "
                        + String.join(", ", listed)
                        + ".");
    }

    /** Returns the refusal of an endpoint whose name leads to an address inside some network. */
    static EndpointRefusedException notPublic(String endpoint, String address) {
        return new EndpointRefusedException(
                "SERVICE may not reach "
                        + endpoint
                        + " here: its name stands for "
                        + address
                        + ", which is not a public address. An endpoint in a private network has to"
                        + " be listed by its address.");
    }
}
