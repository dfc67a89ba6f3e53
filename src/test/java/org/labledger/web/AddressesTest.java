package org.labledger.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.labledger.ListedRequest;

/** Every kind of request has the status and the media type that the list says. */
class AddressesTest extends LibraryServerTestCase {

    private static final Path LIST = Path.of("src/test/resources/addresses/library.txt");

    // Several hundred requests, the first of their kind to this server.
    @Test
    @Timeout(180)
    void everyRequestIsAnsweredAsListed() throws IOException {
        List<String> listed = new ArrayList<>();
        List<String> answered = new ArrayList<>();
        ListedRequest.Answer answer = ListedRequest.Answer.NONE;
        for (ListedRequest request : ListedRequest.read(LIST)) {
            answer = request.send(library.uri("").getPort(), answer);
            if (answer.status() != request.status()
                    || !answer.mediaType().equals(request.mediaType())) {
                listed.add("line " + request.number() + ": " + request.text());
                answered.add(
                        "line "
                                + request.number()
                                + ": "
                                + answer.status()
                                + " "
                                + answer.mediaType());
            }
        }

        assertEquals(String.join("\n", listed), String.join("\n", answered));
    }
}
