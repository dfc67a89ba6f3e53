package org.labledger.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.jena.query.QueryException;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.query.QueryParseException;
import org.apache.jena.query.Syntax;
import org.apache.jena.sparql.lang.sparql_12.javacc.JavaCharStream;
import org.apache.jena.sparql.lang.sparql_12.javacc.SPARQLParser12Constants;
import org.apache.jena.sparql.lang.sparql_12.javacc.SPARQLParser12TokenManager;
import org.apache.jena.sparql.lang.sparql_12.javacc.Token;
import org.apache.jena.sparql.lang.sparql_12.javacc.TokenMgrError;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our tokenizer against Jena's: the same tokens at the same places, or none. */
class QueryTokensTest {

    /** The suites of the W3C, see {@code W3cSuite}, and saved queries. */
    private static final List<Path> FOLDERS =
            List.of(
                    Path.of("target/w3c-tests/sparql"),
                    Path.of("src/test/resources/small-ledger/queries"));

    private static final String BASE = "http://localhost/sparql";

    /** What mutations put in: where tokens begin and end, and characters that are nearly so. */
    private static final List<String> PARTS =
            List.of(
                    "(",
                    ")",
                    "[",
                    "]",
                    "{",
                    "}",
                    "<",
                    ">",
                    "<<",
                    ">>",
                    "<<(",
                    ")>>",
                    "{|",
                    "|}",
                    "#",
                    "\n",
                    "\r",
                    "\r\n",
                    "\t",
                    "\f",
                    " ",
                    "'",
                    "\"",
                    "'''",
                    "\"\"\"",
                    "\\",
                    "\\n",
                    "\\u0041",
                    "\\U00000041",
                    "\\\\",
                    ".",
                    "..",
                    ";",
                    ",",
                    ":",
                    "a",
                    "A",
                    "a:",
                    ":b",
                    "_:",
                    "_:b.",
                    "?",
                    "$",
                    "?a",
                    "@",
                    "@en",
                    "--ltr",
                    "-",
                    "+",
                    "0",
                    "1.",
                    ".5",
                    "1e",
                    "1e5",
                    "1.e-5",
                    "e",
                    "^",
                    "^^",
                    "|",
                    "||",
                    "&",
                    "&&",
                    "!",
                    "!=",
                    "=",
                    "<=",
                    ">=",
                    "*",
                    "/",
                    "%",
                    "%4",
                    "%41",
                    "~",
                    "not",
                    "EXISTS",
                    "insert",
                    "delete data",
                    "true",
                    "a.b",
                    "a.:",
                    "\u00B7",
                    "\u00D7",
                    "\u00E9",
                    "\u0300",
                    "\u037E",
                    "\u203F",
                    "\u4E2D",
                    "\uD83D\uDE00",
                    "\uFEFF",
                    "\u0000",
                    "(#?a)",
                    "[#]\n]",
                    "()",
                    "[ ]",
                    "\uFFFE",
                    "\u0130",
                    "\u017F",
                    "\u212A");

    private static List<String> texts;

    @BeforeAll
    static void readTexts() throws IOException {
        texts = new ArrayList<>();
        for (Path folder : FOLDERS) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(file -> file.toString().matches(".*\\.(rq|ru)"))
                        .sorted()
                        .map(QueryTokensTest::read)
                        .forEach(texts::add);
            }
        }
        assertTrue(texts.size() > 1_000, () -> texts.size() + " texts");
    }

    @Test
    void suitesHaveTheTokensOfJena() {
        long known = texts.stream().filter(QueryTokensTest::isEqual).count();

        assertTrue(known > 0.8 * texts.size(), () -> known + " of " + texts.size() + " known");
    }

    @Test
    void ourQueriesAreKnown() {
        assertEquals(
                List.of(),
                texts.stream()
                        .filter(text -> text.startsWith("#+"))
                        .filter(text -> !isEqual(text))
                        .toList());
    }

    @Test
    void suitesParseAsInJena() {
        texts.forEach(text -> assertEquals(byJena(text), byUs(text), text));
    }

    @Test
    void mutationsHaveTheTokensOfJena() {
        mutate(10_000, 5, QueryTokensTest::isEqual);
    }

    @Test
    void mutationsParseAsInJena() {
        mutate(
                3_000,
                6,
                text -> {
                    String ours = byUs(text);
                    assertEquals(byJena(text), ours, text);
                    return !ours.startsWith("error");
                });
    }

    @Test
    @Tag("proofs")
    void hundredThousandMutationsHaveTheTokensOfJena() {
        mutate(100_000, 7, QueryTokensTest::isEqual);
    }

    @Test
    @Tag("proofs")
    void hundredThousandMutationsParseAsInJena() {
        mutate(
                100_000,
                8,
                text -> {
                    String ours = byUs(text);
                    assertEquals(byJena(text), ours, text);
                    return !ours.startsWith("error");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\n",
                "\r",
                "\r\n",
                "a\r\n\r\n",
                "a\n\r",
                "#",
                "# a\n# b",
                "?a?b $c",
                "?a\u00B7\u0300 ?1a ?_",
                "? ?",
                "<a><b#c><\u00E9> < ?x",
                "?a<?b",
                "<= <=> < =",
                "<<(<<()>>>>",
                "a A:b A: :c : a:b.c. a:%41%4a",
                "a:1 a:-1 a:b:c::d a:_",
                "a.b:c a.",
                "_:a _:1.2. _:a-b",
                "true.false",
                "SELECT select SeLeCt MD5 encode_for_uri GROUP_CONCAT isURI ISURI",
                "1 1. 1.5 .5 1e5 1.e5 .5e-5 1.5E+5 1.e1.5",
                "+1 -1 +.5 -1e5 + 1 +-1 +.",
                "'' \"\" 'a' \"a\" '''''' \"\"\"\"\"\"",
                "'''a''b\n'c''' \"\"\"\"a\"\r\n\"\"\"",
                "'a\\n\\'' \"\\\\\" '''\\''''",
                "'a'@en 'a'@en-US-x1 'a'@en--ltr 'a'@en-- @ @1",
                "'a'^^<b> ^ ^^^",
                "() ( \n ) ( # a\n ) [] [ ] [\r\n\r\n] (?a) [ ?a",
                "{||} {| |} || | && ! != !=",
                "= > >= >> >>>",
                "* / + - ~ ; , .",
            })
    void writtenTokens(String text) {
        assertTrue(isEqual(text), "known to its end");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(#?a)",
                "[ #]\n]",
                "INSERT",
                "delete where",
                "<\\u0041>",
                "'\\u0041'",
                "'\\U00000041'",
                "a:\\-",
                "'a",
                "'a\n'",
                "'''a''",
                "notexists",
                "selectx",
                "&",
                "$",
                "$ a",
                "_a",
                "_:",
                "\u0000",
                "\uD83D\uDE00",
                "%",
                "# \\u0041\n?a",
                "e",
                "'\\d'",
                "'\\",
            })
    void otherTokensAreLeftToJena(String text) {
        QueryTokens tokens = new QueryTokens(text);

        assertThrows(QueryTokens.UnknownTokenException.class, tokens::getNextToken);
    }

    /** A long word is looked through once, although each of its parts may begin a name. */
    @Test
    void takesLinearTime() {
        String text = "a.".repeat(100_000);
        QueryTokens tokens = new QueryTokens(text);
        int count = 0;
        while (tokens.getNextToken().kind != SPARQLParser12Constants.EOF) {
            count++;
        }

        assertEquals(200_000, count);
    }

    private interface Check {
        /** Returns whether the text is understood; fails if it is understood otherwise. */
        boolean isKnown(String text);
    }

    /** Checks texts with one to three changes each; some of them must still be understood. */
    private static void mutate(int count, long seed, Check check) {
        Random random = new Random(seed);
        int known = 0;
        for (int i = 0; i < count; i++) {
            StringBuilder text = new StringBuilder(texts.get(random.nextInt(texts.size())));
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                mutate(text, random);
            }
            known += check.isKnown(text.toString()) ? 1 : 0;
        }
        int all = known;
        assertTrue(known > count / 10, () -> all + " of " + count + " known");
    }

    private static void mutate(StringBuilder text, Random random) {
        int at = random.nextInt(text.length() + 1);
        int end = Math.min(text.length(), at + 1 + random.nextInt(8));
        switch (random.nextInt(4)) {
            case 0 -> text.insert(at, PARTS.get(random.nextInt(PARTS.size())));
            case 1 -> text.replace(at, end, PARTS.get(random.nextInt(PARTS.size())));
            case 2 -> text.delete(at, end);
            default -> text.insert(random.nextInt(text.length() + 1), text.substring(at, end));
        }
    }

    /** Returns whether our tokenizer knows all of a text; its tokens must be those of Jena. */
    private static boolean isEqual(String text) {
        QueryTokens ours = new QueryTokens(text);
        SPARQLParser12TokenManager jenas =
                new SPARQLParser12TokenManager(new JavaCharStream(new StringReader(text), 1, 1));
        while (true) {
            Token token;
            try {
                token = ours.getNextToken();
            } catch (QueryTokens.UnknownTokenException e) {
                return false;
            }
            try {
                assertEquals(shown(jenas.getNextToken()), shown(token), text);
            } catch (TokenMgrError e) {
                throw new AssertionError("Jena has no token where we have " + shown(token), e);
            }
            if (token.kind == SPARQLParser12Constants.EOF) {
                return true;
            }
        }
    }

    private static String shown(Token token) {
        return SPARQLParser12Constants.tokenImage[token.kind]
                + " \""
                + token.image
                + "\" "
                + token.beginLine
                + ":"
                + token.beginColumn
                + "-"
                + token.endLine
                + ":"
                + token.endColumn;
    }

    private static String byUs(String text) {
        try {
            return QueryParser.parse(text, BASE).toString();
        } catch (QueryException e) {
            return error(e);
        }
    }

    private static String byJena(String text) {
        try {
            return QueryFactory.create(text, BASE, Syntax.syntaxSPARQL_12).toString();
        } catch (QueryException e) {
            return error(e);
        }
    }

    private static String error(QueryException e) {
        return "error "
                + e.getClass()
                + e.getMessage()
                + (e instanceof QueryParseException at ? at.getLine() + ":" + at.getColumn() : "");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
