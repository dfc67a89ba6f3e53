package org.labledger.check;

import java.util.List;
import org.labledger.snapshot.Snapshot;
import org.labledger.source.DatasetDescription;

/** Reports endpoints that the home lists for {@code SERVICE} and that no request can be sent to. */
final class ServiceEndpoints implements Check {

    private static final String NAME = "service-endpoints";

    @Override
    public List<Finding> findings(Snapshot snapshot) {
        return DatasetDescription.endpointProblems(snapshot.home()).stream()
                .map(problem -> Finding.error(problem.location(), NAME, problem.message()))
                .toList();
    }
}
