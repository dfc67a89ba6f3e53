package org.labledger.http;

import java.util.List;
import org.eclipse.jetty.http.BadMessageException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * Refuses requests whose body is in a transfer coding other than {@code chunked}, with status 501,
 * and those of HTTP/1.0 with any, with status 400 (RFC 9112, section 6.1). Jetty would pass over
 * the others and hand on a body that is still coded.
 */
public final class TransferCodings implements HttpConfiguration.Customizer {

    /** The body of a request is in a transfer coding that is not supported. */
    static final class UnsupportedException extends HttpException.RuntimeException {

        private static final long serialVersionUID = 1L;

        UnsupportedException() {
            super(HttpStatus.NOT_IMPLEMENTED_501, "Transfer coding");
        }
    }

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        List<String> codings = request.getHeaders().getValuesList(HttpHeader.TRANSFER_ENCODING);
        if (!codings.isEmpty()
                && request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_0) {
            throw new BadMessageException("Transfer-Encoding in HTTP/1.0");
        }
        if (!codings.stream().allMatch(coding -> coding.strip().equalsIgnoreCase("chunked"))) {
            throw new UnsupportedException();
        }
        return request;
    }
}
