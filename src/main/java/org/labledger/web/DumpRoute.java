package org.labledger.web;

import org.labledger.describe.Dump;
import org.labledger.http.Reply;
import org.labledger.http.Request;
import org.labledger.problem.Problem;
import org.labledger.problem.ProblemException;
import org.labledger.snapshot.Snapshot;

/**
 * {@code /dump.trig}, {@code /dump.nq} and both compressed: the whole dataset, streamed; with
 * {@code ?derived=false} without derived triples, with {@code ?view=accepted} the accepted view.
 *
 * @param form the form of the file
 */
record DumpRoute(Dump.Form form) implements Route {

    private static final String ACCEPTED = "accepted";

    @Override
    public Reply answer(Request request, Snapshot snapshot) throws ProblemException {
        String derived = request.parameters().one("derived").orElse("true");
        if (!derived.equals("true") && !derived.equals("false")) {
            throw new ProblemException(
                    Problem.badParameter(
                            "derived", "Parameter \"derived\" must be true or false."));
        }
        String view = request.parameters().one("view").orElse("");
        if (!view.isEmpty() && !view.equals(ACCEPTED)) {
            throw new ProblemException(
                    Problem.badParameter(
                            "view",
                            "There is no view \""
                                    + view
                                    + "\". Use view=accepted, or leave it out for the whole"
                                    + " dataset."));
        }
        boolean isAccepted = view.equals(ACCEPTED);
        Dump dump = new Dump(snapshot, form, derived.equals("true"), isAccepted);
        String name = isAccepted ? "accepted." + form.ending() : form.fileName();
        Reply reply =
                Reply.ok(form.isCompressed() ? "application/gzip" : form.mediaType(), dump::write)
                        .with("Content-Disposition", "attachment; filename=\"" + name + "\"");
        return isAccepted
                ? reply.versioned("dump", form.name(), derived, view)
                : reply.versioned("dump", form.name(), derived);
    }
}
