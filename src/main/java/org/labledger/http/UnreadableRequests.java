package org.labledger.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.labledger.problem.Problem;

/**
 * Error responses to requests that reach no route, because they are not valid HTTP. Jetty's own
 * error pages would name its classes.
 */
public final class UnreadableRequests extends ErrorHandler {

    private static final Map<Integer, String> SENTENCES =
            Map.of(
                    400,
                    "Malformed HTTP (RFC 9110 and 9112): the request line, a header field or the path"
                            + " is not valid.",
                    408,
                    "The request did not arrive in time.",
                    413,
                    "The request is too large.",
                    414,
                    "The address is too long. Send a long query with POST to /sparql.",
                    417,
                    "Expect supports only 100-continue.",
                    431,
                    "The header fields are too large. Send a long query with POST to /sparql.",
                    501,
                    "Unknown method.",
                    505,
                    "Unsupported version of HTTP.");

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        // A failure to read a request is the client's error, unless Jetty gives another status.
        int status = code >= 500 && cause instanceof HttpException http ? http.getCode() : code;
        Problem problem =
                cause instanceof TransferCodings.UnsupportedException
                        ? new Problem(
                                status,
                                HttpStatus.getMessage(status),
                                "The only transfer coding of bodies here is chunked (RFC 9112,"
                                        + " section 6.1).")
                        : problem(status);
        ProblemForm form =
                ProblemForm.of(
                        problem, Optional.ofNullable(request.getHeaders().get(HttpHeader.ACCEPT)));
        Reply reply = form.reply(problem, ProblemPage::plain);
        byte[] body = form.text(problem, ProblemPage::plain).getBytes(StandardCharsets.UTF_8);
        SecurityHeaders.FIELDS.forEach(response.getHeaders()::put);
        response.setStatus(status);
        reply.headers()
                .forEach(header -> response.getHeaders().put(header.getKey(), header.getValue()));
        if (cause instanceof HttpException) {
            // Where its body would end is not known for certain.
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
        }
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, reply.contentType());
        response.getHeaders().put(new HttpField(HttpHeader.CONTENT_LENGTH, "" + body.length));
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    @Override
    public boolean errorPageForMethod(String method) {
        return !method.equals("HEAD");
    }

    private static Problem problem(int status) {
        if (status == 500) {
            return Problem.defect();
        }
        String title = HttpStatus.getMessage(status);
        String sentence = SENTENCES.get(status);
        return new Problem(status, title, sentence != null ? sentence : "The request failed.");
    }
}
