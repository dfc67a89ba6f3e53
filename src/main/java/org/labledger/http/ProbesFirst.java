package org.labledger.http;

import java.util.Set;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;

/**
 * Answers some addresses also when all threads are busy: in the thread that reads from the
 * connections, which never waits for anything. All other requests are handed to another thread if
 * the one that has read them must not wait. Works with a {@link WatchedConnector}.
 */
public final class ProbesFirst extends Handler.Wrapper {

    private final Set<String> probes;

    /**
     * Creates it.
     *
     * @param probes the paths; what answers them must not block
     */
    public ProbesFirst(Handler handler, Set<String> probes) {
        super(handler);
        this.probes = Set.copyOf(probes);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!Invocable.isNonBlockingInvocation()
                || probes.contains(request.getHttpURI().getCanonicalPath())) {
            return super.handle(request, response, callback);
        }
        getServer()
                .getThreadPool()
                .execute(() -> {
                    try {
                        if (!super.handle(request, response, callback)) {
                            Response.writeError(request, response, callback, 404);
                        }
                    } catch (Exception e) {
                        Response.writeError(request, response, callback, e);
                    }
                });
        return true;
    }
}
