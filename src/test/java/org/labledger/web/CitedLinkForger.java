package org.labledger.web;

import org.labledger.link.BadLinkException;
import org.labledger.link.CitedLink;
import org.labledger.link.LinkToken;

/** Makes links that say something else than the one they were made of, with valid check digits. */
record CitedLinkForger(CitedLink link) {

    static CitedLinkForger of(String path) throws BadLinkException {
        return new CitedLinkForger(
                LinkToken.decode(path.substring(path.indexOf("/cite/") + "/cite/".length())));
    }

    String withOtherRows() throws BadLinkException {
        return path(
                link.snapshot(),
                new CitedLink.Outcome(
                        link.outcome().rows() + 1,
                        link.outcome().sources(),
                        link.outcome().digest()));
    }

    String withOtherDigest() throws BadLinkException {
        return path(
                link.snapshot(),
                new CitedLink.Outcome(
                        link.outcome().rows(),
                        link.outcome().sources(),
                        link.outcome().digest() + 1));
    }

    String withOtherSnapshot() throws BadLinkException {
        return path("0011223344556677", link.outcome());
    }

    private String path(String snapshot, CitedLink.Outcome outcome) throws BadLinkException {
        return "/cite/" + LinkToken.encode(new CitedLink(link.cited(), snapshot, outcome));
    }
}
