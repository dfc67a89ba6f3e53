package org.labledger.link;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Writes links as text and reads them: base64url (RFC 4648, section 5) without padding, of
 *
 * <ol>
 *   <li>a byte: the version in the upper half, the kind in the lower;
 *   <li>eight bytes of the hash of the snapshot, eight of the digest of the answer;
 *   <li>the numbers of rows and of sources;
 *   <li>what was asked: the text, the number of parameters, their names and values, compressed (RFC
 *       1951) with a {@linkplain #DICTIONARY dictionary};
 *   <li>three bytes of the CRC-32C of all this, which tells a typing error.
 * </ol>
 *
 * <p>Numbers have seven bits a byte, the lowest first, and the eighth says that more follow; texts
 * are their length in bytes and UTF-8. Tokens stay valid for ever: a change of any of it is a new
 * version, and the old one is still read.
 */
public final class LinkToken {

    /** Maximum number of characters of a token. */
    public static final int MAX_LENGTH = 32 * 1024;

    /** Maximum number of bytes of what was asked. */
    private static final int MAX_ASKED = 512 * 1024;

    private static final int VERSION = 1;
    private static final int CHECK_BYTES = 3;
    private static final int MAX_PARAMETERS = 200;

    /** What queries are likely to hold, the likeliest last. It is part of version 1 and stays. */
    private static final byte[] DICTIONARY =
            ("http://www.w3.org/2002/07/owl# http://www.w3.org/2004/02/skos/core#"
                            + " http://purl.org/dc/terms/ http://www.w3.org/ns/prov#"
                            + " http://www.w3.org/ns/org# https://schema.org/"
                            + " http://www.w3.org/2001/XMLSchema#"
                            + " http://www.w3.org/2000/01/rdf-schema#"
                            + " http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
                            + " https://w3id.org/ default-graph-uri named-graph-uri"
                            + " PREFIX BASE ASK CONSTRUCT DESCRIBE FROM NAMED REDUCED UNION MINUS"
                            + " VALUES SERVICE HAVING OFFSET COALESCE( CONTAINS(LCASE(STR( STRSTARTS("
                            + " REGEX( YEAR( MONTH( xsd:date xsd:gYearMonth xsd:integer"
                            + " GROUP_CONCAT( SAMPLE( MIN( MAX( SUM( AVG( IF( BOUND( LANG( ="
                            + " \"zh-Hant\" \"en\") FILTER NOT EXISTS { FILTER EXISTS {"
                            + " skos:prefLabel dct:title dct:publisher dct:issued rdfs:label"
                            + " ?label . BIND( AS ?date ) } GROUP BY ORDER BY DESC(?n) ASC("
                            + " LIMIT 100 OPTIONAL { GRAPH ?source { ?s ?p ?o . } }"
                            + " SELECT DISTINCT (COUNT(*) AS ?n) WHERE { year on from to 2023-11-"
                            + " 2024-05- 2025- organization person id:")
                    .getBytes(StandardCharsets.UTF_8);

    private LinkToken() {}

    /**
     * Returns the token of a link.
     *
     * @throws BadLinkException if what was asked is too long for a link
     */
    public static String encode(CitedLink link) throws BadLinkException {
        ByteArrayOutputStream asked = new ByteArrayOutputStream();
        text(link.cited().text(), asked);
        number(link.cited().parameters().size(), asked);
        for (Map.Entry<String, String> parameter : link.cited().parameters()) {
            text(parameter.getKey(), asked);
            text(parameter.getValue(), asked);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(VERSION << 4 | link.cited().kind().ordinal());
        out.writeBytes(HexFormat.of().parseHex(link.snapshot()));
        out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(link.outcome().digest()).array());
        number(link.outcome().rows(), out);
        number(link.outcome().sources(), out);
        out.writeBytes(deflated(asked.toByteArray()));
        out.writeBytes(check(out.toByteArray(), out.size()));
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(out.toByteArray());
        if (token.length() > MAX_LENGTH
                || asked.size() > MAX_ASKED
                || link.cited().parameters().size() > MAX_PARAMETERS) {
            throw new BadLinkException(
                    "This query is too long for a link. Save it as a file, or shorten it.");
        }
        return token;
    }

    /**
     * Returns the link of a token.
     *
     * @throws BadLinkException if it is none, or was damaged
     */
    public static CitedLink decode(String token) throws BadLinkException {
        if (token.length() > MAX_LENGTH) {
            throw new BadLinkException(
                    "A permanent link has at most " + MAX_LENGTH + " characters after /cite/.");
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            throw damaged();
        }
        int end = bytes.length - CHECK_BYTES;
        if (end < 1 + 2 * Long.BYTES) {
            throw damaged();
        }
        ByteBuffer in = ByteBuffer.wrap(bytes, 0, end);
        if (!ByteBuffer.wrap(check(bytes, end)).equals(ByteBuffer.wrap(bytes, end, CHECK_BYTES))) {
            throw damaged();
        }
        int first = in.get();
        if (first >> 4 != VERSION) {
            throw new BadLinkException(
                    "This link was made by a newer version of the program, which has to read it.");
        }
        Cited.Kind[] kinds = Cited.Kind.values();
        int kind = first & 0xF;
        try {
            byte[] snapshot = new byte[CitedLink.SNAPSHOT_DIGITS / 2];
            in.get(snapshot);
            long digest = in.getLong();
            int rows = number(in);
            int sources = number(in);
            ByteBuffer asked = ByteBuffer.wrap(inflated(bytes, in.position(), end));
            String text = text(asked);
            int count = number(asked);
            if (kind >= kinds.length || count > MAX_PARAMETERS) {
                throw damaged();
            }
            List<Map.Entry<String, String>> parameters = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                String name = text(asked);
                parameters.add(Map.entry(name, text(asked)));
            }
            if (asked.hasRemaining()) {
                throw damaged();
            }
            return new CitedLink(
                    new Cited(kinds[kind], text, parameters),
                    HexFormat.of().formatHex(snapshot),
                    new CitedLink.Outcome(rows, sources, digest));
        } catch (BufferUnderflowException | CharacterCodingException | DataFormatException e) {
            throw damaged();
        }
    }

    private static BadLinkException damaged() {
        return new BadLinkException(
                "This link is damaged: its check digits do not match. Copy it once more, whole.");
    }

    private static byte[] check(byte[] bytes, int end) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, end);
        byte[] all = ByteBuffer.allocate(Long.BYTES).putLong(sum.getValue()).array();
        return Arrays.copyOfRange(all, Long.BYTES - CHECK_BYTES, Long.BYTES);
    }

    private static void number(int number, ByteArrayOutputStream out) {
        int left = number;
        while (left > 0x7F) {
            out.write(left & 0x7F | 0x80);
            left >>>= 7;
        }
        out.write(left);
    }

    private static int number(ByteBuffer in) throws BadLinkException {
        long number = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            byte next = in.get();
            number |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                if (number > Integer.MAX_VALUE) {
                    throw damaged();
                }
                return (int) number;
            }
        }
        throw damaged();
    }

    private static void text(String text, ByteArrayOutputStream out) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        number(bytes.length, out);
        out.writeBytes(bytes);
    }

    private static String text(ByteBuffer in) throws BadLinkException, CharacterCodingException {
        int length = number(in);
        if (length > in.remaining()) {
            throw damaged();
        }
        ByteBuffer part = in.slice(in.position(), length);
        in.position(in.position() + length);
        return StandardCharsets.UTF_8.newDecoder().decode(part).toString();
    }

    private static byte[] deflated(byte[] bytes) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try {
            deflater.setDictionary(DICTIONARY);
            deflater.setInput(bytes);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static byte[] inflated(byte[] bytes, int from, int end)
            throws BadLinkException, DataFormatException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setDictionary(DICTIONARY);
            inflater.setInput(bytes, from, end - from);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            while (!inflater.finished()) {
                int length = inflater.inflate(buffer);
                out.write(buffer, 0, length);
                if (length == 0 && !inflater.finished() || out.size() > MAX_ASKED) {
                    throw damaged();
                }
            }
            if (inflater.getRemaining() > 0) {
                throw damaged();
            }
            return out.toByteArray();
        } finally {
            inflater.end();
        }
    }
}
