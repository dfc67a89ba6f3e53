package org.labledger.web;

/** Addresses at which there is nothing. */
final class NothingHere implements Route {

    @Override
    public Reply answer(Request request, Served served) throws ProblemException {
        throw new ProblemException(
                Problem.notFound(
                        "There is nothing at "
                                + request.path()
                                + ". Saved queries are listed at /query/; SPARQL is answered at"
                                + " /sparql."));
    }
}
