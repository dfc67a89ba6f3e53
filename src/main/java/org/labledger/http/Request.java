package org.labledger.http;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.labledger.problem.Problem;
import org.labledger.problem.ProblemException;

/**
 * A request, parsed strictly: what is not valid is refused with status 400. The container's lenient
 * parsing of parameters is never used.
 */
public final class Request {

    /** The media type of forms. */
    public static final String FORM = "application/x-www-form-urlencoded";

    private final HttpServletRequest servletRequest;
    private final String publicUrl;
    private final Duration bodyTimeout;
    private final Parameters parameters;
    private final Optional<Memento> memento;

    /** The form in the body, once it is read. */
    private @Nullable Parameters form;

    private Request(
            HttpServletRequest servletRequest,
            String publicUrl,
            Duration bodyTimeout,
            Parameters parameters,
            Optional<Memento> memento,
            @Nullable Parameters form) {
        this.servletRequest = servletRequest;
        this.publicUrl = publicUrl;
        this.bodyTimeout = bodyTimeout;
        this.parameters = parameters;
        this.memento = memento;
        this.form = form;
    }

    private Request(
            HttpServletRequest servletRequest,
            String publicUrl,
            Duration bodyTimeout,
            Parameters parameters) {
        this(servletRequest, publicUrl, bodyTimeout, parameters, Optional.empty(), null);
    }

    /** Returns this request, known to ask for a past state. */
    public Request forMemento(Memento past) {
        return new Request(
                servletRequest, publicUrl, bodyTimeout, parameters, Optional.of(past), form);
    }

    /** Returns the past state that is asked for; empty for the one in service. */
    public Optional<Memento> memento() {
        return memento;
    }

    /**
     * Reads a request, all but its body.
     *
     * @param publicUrl the public address of the server, or empty if it is the one in the request
     * @param bodyTimeout how long the body may take to arrive; it occupies a thread
     * @throws ProblemException with status 400 if the query string is not well-formed
     */
    public static Request of(HttpServletRequest request, String publicUrl, Duration bodyTimeout)
            throws ProblemException {
        return new Request(
                request, publicUrl, bodyTimeout, Parameters.of(request.getQueryString()));
    }

    /**
     * Reads what a route left of the body, and forgets it: with the next request in sight the
     * container would have to close the connection, and a client that is still sending would see a
     * reset in place of the response (RFC 9112, section 9.6).
     *
     * @param maxBytes how much to read at most
     * @param timeout how long to read at most
     * @return whether nothing is left, so that the connection can be kept
     */
    public static boolean discardBody(HttpServletRequest request, long maxBytes, Duration timeout) {
        if (!hasBody(request)) {
            return true;
        }
        if (request.getContentLengthLong() > maxBytes || request.getHeader("Expect") != null) {
            return false;
        }
        long deadline = System.nanoTime() + timeout.toNanos();
        byte[] buffer = new byte[8192];
        long left = maxBytes;
        try {
            InputStream in = request.getInputStream();
            while (left >= 0 && System.nanoTime() - deadline < 0) {
                int read = in.read(buffer);
                if (read < 0) {
                    return true;
                }
                left -= read;
            }
        } catch (IOException e) {
            // Malformed, or too slow: the connection cannot be kept.
        }
        return false;
    }

    /** Returns whether a request has a body, which may still be on its way. */
    public static boolean hasBody(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    }

    /** Returns a request for an error response: its query string is ignored if it is malformed. */
    public static Request unread(HttpServletRequest request, String publicUrl) {
        return new Request(request, publicUrl, Duration.ZERO, parametersIfAny(request));
    }

    private static Parameters parametersIfAny(HttpServletRequest request) {
        try {
            return Parameters.of(request.getQueryString());
        } catch (ProblemException e) {
            // The error response is about just this.
            return Parameters.NONE;
        }
    }

    /** Returns the method, in upper case. */
    public String method() {
        return servletRequest.getMethod();
    }

    /** Returns whether the client wants the header only. */
    public boolean isHead() {
        return method().equals("HEAD");
    }

    /** Returns the whole path, decoded, beginning with a slash. */
    public String path() {
        String servletPath = servletRequest.getServletPath();
        return servletPath + Optional.ofNullable(servletRequest.getPathInfo()).orElse("");
    }

    /** Returns the path below the route's own, decoded, without the leading slash. */
    public String pathBelow() {
        String path = Optional.ofNullable(servletRequest.getPathInfo()).orElse("");
        return path.startsWith("/") ? path.substring(1) : path;
    }

    /** Returns the path as it was sent, without the query string. */
    public String rawPath() {
        return servletRequest.getRequestURI();
    }

    /** Returns the query string as it was sent, without the question mark. */
    public Optional<String> query() {
        return Optional.ofNullable(servletRequest.getQueryString());
    }

    /** Returns the path and query string as they were sent. */
    public String target() {
        String query = servletRequest.getQueryString();
        return servletRequest.getRequestURI() + (query == null ? "" : "?" + query);
    }

    /** Returns the parameters of the query string. */
    public Parameters parameters() {
        return parameters;
    }

    /** Returns the value of a header, its lines joined by commas (RFC 9110, section 5.3). */
    public Optional<String> header(String name) {
        List<String> lines = Collections.list(servletRequest.getHeaders(name));
        return lines.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", lines));
    }

    /** Returns the value of a cookie, if the client sent one of that name. */
    public Optional<String> cookie(String name) {
        Cookie[] cookies = servletRequest.getCookies();
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(name))
                        .map(Cookie::getValue)
                        .findFirst();
    }

    /**
     * Returns the languages of {@code Accept-Language} (RFC 9110, section 12.5.4), the preferred
     * one first, in lower case.
     */
    public List<String> languages() {
        return MediaRange.of(header("Accept-Language").orElse("")).stream()
                .filter(range -> range.quality() > 0 && !range.value().equals("*"))
                .sorted(Comparator.comparingDouble(MediaRange::quality).reversed())
                .map(MediaRange::value)
                .toList();
    }

    /**
     * Returns whether the client's version of HTTP can tell an aborted body from a complete one. In
     * HTTP/1.0 a body of unknown length ends where the connection does (RFC 9112, section 6.3).
     */
    boolean canTellAbortedBodies() {
        return !servletRequest.getProtocol().equals("HTTP/1.0");
    }

    /**
     * Resets the connection (RFC 9293, section 3.5), which a client sees as an error where a closed
     * connection would look like the end of a body.
     */
    void resetConnection() {
        EndPoint endPoint = endPoint();
        if (endPoint.getTransport() instanceof SocketChannel channel) {
            try {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            } catch (IOException e) {
                // It is closed already.
                return;
            }
        }
        endPoint.close();
    }

    /** Returns the connection, which tells when its client leaves. */
    WatchedConnector.Watched watched() {
        return (WatchedConnector.Watched) endPoint();
    }

    /**
     * Sends a whole body, and nothing after it. Does not block: what the client does not take at
     * once goes out when it does, after the request has been answered as far as its route goes.
     */
    void send(byte[] body) {
        ServletContextRequest.getServletContextRequest(servletRequest)
                .getHttpOutput()
                .sendContent(ByteBuffer.wrap(body), Callback.NOOP);
    }

    /** Lets a reply that is about to be sent answer the same request again. */
    void remember(
            RepeatedRequests repeated,
            HttpServletResponse response,
            String snapshot,
            List<Map.Entry<String, String>> added,
            byte[] body) {
        repeated.remember(
                servletRequest,
                response,
                snapshot,
                added.stream().map(Map.Entry::getKey).collect(Collectors.toSet()),
                body);
    }

    private EndPoint endPoint() {
        return ServletContextRequest.getServletContextRequest(servletRequest)
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint();
    }

    /**
     * Returns the public address of this server, such as {@code http://localhost:3030}, without a
     * slash at the end.
     */
    public String origin() {
        if (!publicUrl.isEmpty()) {
            return publicUrl;
        }
        StringBuilder origin = new StringBuilder();
        String scheme = servletRequest.getScheme();
        String host = servletRequest.getServerName();
        int port = servletRequest.getServerPort();
        origin.append(scheme).append("://");
        // Jetty gives an IPv6 address with its brackets.
        origin.append(host);
        if (port > 0 && port != (scheme.equals("https") ? 443 : 80)) {
            origin.append(':').append(port);
        }
        return origin.toString();
    }

    /** Returns the media type of the body, in lower case and without parameters, or empty. */
    public String contentType() {
        return mediaType()[0].strip().toLowerCase(Locale.ROOT);
    }

    /** Returns the charset that the content type names, or UTF-8 if it names none. */
    public String charset() {
        String[] parts = mediaType();
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (parameter.toLowerCase(Locale.ROOT).startsWith("charset=")) {
                String value = parameter.substring("charset=".length()).strip();
                String name = value.replace("\"", "").strip();
                return name.isEmpty() ? "UTF-8" : name;
            }
        }
        return "UTF-8";
    }

    /**
     * Reads the body as text.
     *
     * @param maxBytes its maximum size
     * @param what what it is, for error messages
     * @throws ProblemException with status 400 if it is not UTF-8, 408 if it arrives too slowly,
     *     413 if it is too large, 415 if it is compressed or in another charset
     */
    public String body(int maxBytes, String what) throws ProblemException, IOException {
        Optional<String> coding = header("Content-Encoding");
        if (coding.isPresent() && !coding.get().strip().equalsIgnoreCase("identity")) {
            throw new ProblemException(
                    new Problem(
                                    415,
                                    "Unsupported content coding",
                                    "Send the request body without Content-Encoding.")
                            .withHeader("Accept-Encoding", "identity"));
        }
        if (servletRequest.getContentLengthLong() > maxBytes) {
            throw tooLarge(maxBytes, what);
        }
        long deadline = System.nanoTime() + bodyTimeout.toNanos();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        InputStream in = servletRequest.getInputStream();
        EndPoint endPoint = endPoint();
        long idleTimeout = endPoint.getIdleTimeout();
        for (int read = read(in, buffer, deadline); read >= 0; read = read(in, buffer, deadline)) {
            bytes.write(buffer, 0, read);
            if (bytes.size() > maxBytes) {
                throw tooLarge(maxBytes, what);
            }
        }
        endPoint.setIdleTimeout(idleTimeout);
        requireUtf8(bytes.toByteArray(), what);
        String text = Parameters.utf8(bytes.toByteArray(), what);
        // A byte order mark is no part of the text (WHATWG Encoding, section 6: UTF-8 decode).
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /**
     * Reads the body as a form; more than once, if need be.
     *
     * @throws ProblemException as {@link #body}, and with status 400 if it is no form
     */
    public Parameters form(int maxBytes) throws ProblemException, IOException {
        Parameters read = form;
        if (read == null) {
            read = Parameters.of(body(maxBytes, "the form"));
            form = read;
        }
        return read;
    }

    /** A form is ASCII, percent-encoded; many clients name a charset that it does not use. */
    private void requireUtf8(byte[] bytes, String what) throws ProblemException {
        String name = charset();
        try {
            Charset charset = Charset.forName(name);
            boolean isUtf8 =
                    charset.equals(StandardCharsets.UTF_8)
                            || charset.equals(StandardCharsets.US_ASCII);
            if (isUtf8
                    || contentType().equals(FORM)
                            && new String(bytes, charset)
                                    .equals(new String(bytes, StandardCharsets.US_ASCII))) {
                return;
            }
        } catch (IllegalArgumentException e) {
            // Refused below, like any other that is not UTF-8.
        }
        throw new ProblemException(
                new Problem(
                        415,
                        "Unsupported charset",
                        "The charset \""
                                + name
                                + "\" is not supported; send "
                                + what
                                + " in UTF-8."));
    }

    /** Reads some of the body; waits for it until the deadline, however long others may be idle. */
    private int read(InputStream in, byte[] buffer, long deadline)
            throws IOException, ProblemException {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
            throw new ProblemException(tooSlow());
        }
        EndPoint endPoint = endPoint();
        endPoint.setIdleTimeout(Math.min(left, endPoint.getIdleTimeout()));
        try {
            return in.read(buffer);
        } catch (IOException e) {
            if (e.getCause() instanceof TimeoutException) {
                throw new ProblemException(tooSlow(), e);
            }
            if (e.getCause() instanceof HttpException || e instanceof HttpException) {
                throw new ProblemException(malformedBody(), e);
            }
            throw e;
        }
    }

    private static Problem tooSlow() {
        return new Problem(
                        408,
                        "Request timed out",
                        "The body did not arrive in time. Send the request again.")
                .withHeader("Connection", "close");
    }

    /** RFC 9112, sections 7.1 and 8. */
    private static Problem malformedBody() {
        return Problem.badRequest(
                        "The body does not match its header: its chunks are malformed, or it ends"
                                + " too early.")
                .withHeader("Connection", "close");
    }

    private static ProblemException tooLarge(int maxBytes, String what) {
        return new ProblemException(
                new Problem(
                                413,
                                "Body too large",
                                "The body is larger than "
                                        + maxBytes / 1024
                                        + " KB, which is the limit for "
                                        + what
                                        + ".")
                        .withHeader("Connection", "close"));
    }

    private String[] mediaType() {
        // The container's own reading of this header fails on a charset that Java does not know.
        return header("Content-Type").orElse("").split(";", -1);
    }
}
