package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9112, sections 6.1 and 6.3: a body is read as it was coded, or not at all. */
class TransferCodingsTest extends LibraryServerTestCase {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    1.1 | chunked                      | 200
                    1.1 | CHUNKED                      | 200
                    1.1 | gzip, chunked                | 501
                    1.1 | GZIP , Chunked               | 501
                    1.1 | deflate,chunked              | 501
                    1.1 | identity, chunked            | 501
                    1.1 | unheard-of;a=b, chunked      | 501
                    1.1 | gzip~Transfer-Encoding: chunked | 501
                    1.1 | gzip                         | 400
                    1.1 | chunked, gzip                | 400
                    1.1 | chunked, chunked             | 400
                    1.0 | chunked                      | 400
                    1.0 | gzip, chunked                | 400
                    """)
    void aBodyThatIsCodedInAnotherWayIsRefused(String version, String coding, int status)
            throws Exception {
        for (String request : new String[] {"POST /sparql", "GET /healthz"}) {
            try (RawConnection connection = RawConnection.to(library)) {
                connection.send(
                        request
                                + " HTTP/"
                                + version
                                + "\r\nHost: localhost\r\n"
                                + "Content-Type: application/sparql-query\r\nTransfer-Encoding: "
                                + coding.replace("~", "\r\n")
                                + "\r\n\r\n6\r\nASK {}\r\n0\r\n\r\n");

                String answer = connection.answer();
                assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
                if (status != 200) {
                    assertEquals("close", RawConnection.field(answer, "Connection"));
                    assertEquals("", connection.answer());
                }
            }
        }
    }
}
