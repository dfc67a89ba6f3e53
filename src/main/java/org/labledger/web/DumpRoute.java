package org.labledger.web;

import org.labledger.describe.Dump;
import org.labledger.http.Reply;
import org.labledger.http.Request;
import org.labledger.problem.Problem;
import org.labledger.problem.ProblemException;
import org.labledger.snapshot.Snapshot;

/**
 * {@code /dump.trig}, {@code /dump.nq} and both compressed: the whole dataset, streamed; with
 * {@code ?derived=false} without derived triples.
 *
 * @param form the form of the file
 */
record DumpRoute(Dump.Form form) implements Route {

    @Override
    public Reply answer(Request request, Snapshot snapshot) throws ProblemException {
        String derived = request.parameters().one("derived").orElse("true");
        if (!derived.equals("true") && !derived.equals("false")) {
            throw new ProblemException(
                    Problem.badParameter(
                            "derived", "Parameter \"derived\" must be true or false."));
        }
        Dump dump = new Dump(snapshot, form, derived.equals("true"));
        return Reply.ok(form.isCompressed() ? "application/gzip" : form.mediaType(), dump::write)
                .with("Content-Disposition", "attachment; filename=\"" + form.fileName() + "\"")
                .versioned("dump", form.name(), derived);
    }
}
