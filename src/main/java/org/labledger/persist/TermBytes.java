package org.labledger.persist;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.jena.datatypes.RDFDatatype;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.TextDirection;

/**
 * RDF terms and texts as bytes. A term is a byte that says of which kind it is, and its texts; a
 * text is its length and a byte for each code unit, or two if one of them needs them: unlike UTF-8
 * that holds lone surrogates too, which a file may have.
 */
final class TermBytes {

    /** Number of terms in a block, which is read by one thread. */
    static final int BLOCK = 1 << 13;

    private static final int IRI = 0;
    private static final int BLANK = 1;
    private static final int STRING = 2;
    private static final int LANGUAGE_STRING = 3;
    private static final int DIRECTED_STRING = 4;
    private static final int TYPED = 5;
    private static final int TRIPLE = 6;

    private byte[] bytes = new byte[1 << 10];
    private int size;

    void clear() {
        size = 0;
    }

    /** Returns the bytes, of which the first {@link #size} count. */
    byte[] array() {
        return bytes;
    }

    int size() {
        return size;
    }

    void term(Node term) {
        if (term.isURI()) {
            put(IRI);
            text(term.getURI());
        } else if (term.isBlank()) {
            put(BLANK);
            text(term.getBlankNodeLabel());
        } else if (term.isTripleTerm()) {
            put(TRIPLE);
            term(term.getTriple().getSubject());
            term(term.getTriple().getPredicate());
            term(term.getTriple().getObject());
        } else if (!term.isLiteral()) {
            throw new IllegalArgumentException("Not an RDF term: " + term);
        } else if (term.getLiteralBaseDirection() != null) {
            put(DIRECTED_STRING);
            text(term.getLiteralLexicalForm());
            text(term.getLiteralLanguage());
            text(term.getLiteralBaseDirection().direction());
        } else if (!term.getLiteralLanguage().isEmpty()) {
            put(LANGUAGE_STRING);
            text(term.getLiteralLexicalForm());
            text(term.getLiteralLanguage());
        } else if (XSDDatatype.XSDstring.equals(term.getLiteralDatatype())) {
            put(STRING);
            text(term.getLiteralLexicalForm());
        } else {
            put(TYPED);
            text(term.getLiteralLexicalForm());
            text(term.getLiteralDatatypeURI());
        }
    }

    void text(String text) {
        int length = text.length();
        boolean isNarrow = true;
        for (int i = 0; i < length && isNarrow; i++) {
            isNarrow = text.charAt(i) <= 0xFF;
        }
        ensure(Integer.BYTES + 2 * length);
        // The lowest bit tells which of both it is.
        ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(size);
        out.putInt(length << 1 | (isNarrow ? 0 : 1));
        if (isNarrow) {
            out.put(text.getBytes(StandardCharsets.ISO_8859_1));
            size = out.position();
        } else {
            out.asCharBuffer().put(text);
            size = out.position() + 2 * length;
        }
    }

    private void put(int kind) {
        ensure(1);
        bytes[size++] = (byte) kind;
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }

    /** Reads what was put into bytes; fails with a runtime exception if it was not. */
    static final class Reader {

        private final ByteBuffer in;
        private final Map<String, RDFDatatype> datatypes = new HashMap<>();
        private final Map<String, String> languages = new HashMap<>();

        Reader(byte[] bytes) {
            this.in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        }

        Node term() {
            int kind = in.get();
            return switch (kind) {
                case IRI -> NodeFactory.createURI(text());
                case BLANK -> NodeFactory.createBlankNode(text());
                case STRING -> NodeFactory.createLiteralString(text());
                // Not createLiteralLang, which would write the tag in another case.
                case LANGUAGE_STRING ->
                        NodeFactory.createLiteralDirLang(text(), language(), (TextDirection) null);
                case DIRECTED_STRING ->
                        NodeFactory.createLiteralDirLang(
                                text(), language(), TextDirection.create(text()));
                case TYPED ->
                        NodeFactory.createLiteralDT(
                                text(), datatypes.computeIfAbsent(text(), NodeFactory::getType));
                case TRIPLE -> NodeFactory.createTripleTerm(term(), term(), term());
                default -> throw new IllegalArgumentException("No kind of term: " + kind);
            };
        }

        private String language() {
            return languages.computeIfAbsent(text(), tag -> tag);
        }

        String text() {
            int head = in.getInt();
            int length = head >>> 1;
            if ((head & 1) == 0) {
                String text =
                        new String(in.array(), in.position(), length, StandardCharsets.ISO_8859_1);
                in.position(in.position() + length);
                return text;
            }
            if (length > in.remaining() / 2) {
                throw new IllegalArgumentException("A text is longer than the rest");
            }
            char[] units = new char[length];
            in.asCharBuffer().get(units);
            in.position(in.position() + 2 * length);
            return new String(units);
        }
    }
}
