package org.labledger.bench;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/**
 * Jetty with one handler that always sends the same bytes, or 304 to a client that has them: as
 * fast as any server on Jetty can be.
 */
public final class BareJetty {

    private static final String TAG = "\"bare\"";

    private BareJetty() {}

    /** Sends the bytes of a file on a free port, and prints the address. */
    public static void main(String[] args) throws Exception {
        byte[] bytes = Files.readAllBytes(Path.of(args[0]));
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(
                new Handler.Abstract.NonBlocking() {
                    @Override
                    public boolean handle(Request request, Response response, Callback callback) {
                        response.getHeaders().put(HttpHeader.ETAG, TAG);
                        if (TAG.equals(request.getHeaders().get(HttpHeader.IF_NONE_MATCH))) {
                            response.setStatus(HttpStatus.NOT_MODIFIED_304);
                            callback.succeeded();
                        } else {
                            response.getHeaders()
                                    .put(
                                            HttpHeader.CONTENT_TYPE,
                                            "application/sparql-results+json");
                            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
                            response.write(true, ByteBuffer.wrap(bytes), callback);
                        }
                        return true;
                    }
                });
        server.start();
        System.out.println("ready: http://127.0.0.1:" + connector.getLocalPort() + "/");
        server.join();
    }
}
