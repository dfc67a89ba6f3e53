package org.labledger.web;

import org.labledger.describe.Dump;
import org.labledger.http.Reply;
import org.labledger.http.Request;
import org.labledger.problem.Problem;
import org.labledger.problem.ProblemException;
import org.labledger.snapshot.Snapshot;

/**
 * {@code /dump.trig}, {@code /dump.nq} and both compressed: the whole dataset, streamed. With
 * {@code ?derived=false} without what only follows from what is stated.
 *
 * @param form the form of the file
 */
record DumpRoute(Dump.Form form) implements Route {

    @Override
    public Reply answer(Request request, Snapshot snapshot) throws ProblemException {
        String derived = request.parameters().one("derived").orElse("true");
        if (!derived.equals("true") && !derived.equals("false")) {
            throw new ProblemException(
                    Problem.badRequest("Parameter \"derived\" has to be true or false.")
                            .with("parameter", "derived"));
        }
        Dump dump = new Dump(snapshot, form, derived.equals("true"));
        return Reply.ok(form.isCompressed() ? "application/gzip" : form.mediaType(), dump::write)
                .with("Content-Disposition", "attachment; filename=\"" + form.fileName() + "\"")
                .versioned("dump", form.name(), derived)
                .costly();
    }
}
