package org.labledger.web;

/** A server that says nothing of itself. */
final class NoDescription implements SparqlRoute.Description {

    @Override
    public Reply answer(Request request, Served served) throws ProblemException {
        throw new ProblemException(
                Problem.badRequest("There is no query. Send one as query=…, by GET or POST."));
    }
}
