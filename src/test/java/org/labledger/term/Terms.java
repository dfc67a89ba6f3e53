package org.labledger.term;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;

/** Terms of every kind, many of which are hard to tell apart or to compare. */
public final class Terms {

    private static final String OBJECTS =
            """
            <urn:a>, <urn:b>, <urn:A>, <urn:\uFFFD>, <urn:\uD83D\uDE00>,
            "", "abc", "abd", "ABC", "\uFFFD", "\uD83D\uDE00", "1", "2024", " ",
            "abc"@en, "abc"@EN, "abc"@en-GB, "abc"@fr, "abc"@en--ltr, "abc"@en--rtl, "abc"@fr--ltr, ""@en,
            1, 01, +1, -1, 0, -0, 1.0, 1.00, 0.1, 1e0, 1e-1, 1e400, -1e400, 9007199254740993, 9007199254740992,
            9007199254740992e0, 9007199254740993.5, 99999999999999999999999999, 1e26,
            "NaN"^^xsd:double, "NaN"^^xsd:float, "INF"^^xsd:double, "-INF"^^xsd:float, "-0.0"^^xsd:double, "0.1"^^xsd:float,
            "1"^^xsd:byte, "300"^^xsd:byte, "x"^^xsd:integer, ""^^xsd:double, " 1 "^^xsd:integer,
            true, false, "1"^^xsd:boolean, "yes"^^xsd:boolean,
            "2024-05-17"^^xsd:date, "2024-05-17Z"^^xsd:date, "2024-05-17+14:00"^^xsd:date, "2024-05-17-14:00"^^xsd:date, "2024-02-30"^^xsd:date,
            "2024-05-17T00:00:00"^^xsd:dateTime, "2024-05-17T00:00:00Z"^^xsd:dateTime, "2024-05-16T24:00:00Z"^^xsd:dateTime,
            "2024-05-17T05:00:00+05:00"^^xsd:dateTime, "2024-05-17T09:08:60Z"^^xsd:dateTime, "-0044-03-15T00:00:00Z"^^xsd:dateTime,
            "99999999999999999999-01-01T00:00:00Z"^^xsd:dateTime, "0000-01-01T00:00:00Z"^^xsd:dateTime,
            "2024"^^xsd:gYear, "2024-05"^^xsd:gYearMonth, "--05"^^xsd:gMonth, "--05-17"^^xsd:gMonthDay, "---17"^^xsd:gDay, "-0044"^^xsd:gYear,
            "10:20:30"^^xsd:time, "24:00:00"^^xsd:time, "10:20:30+14:00"^^xsd:time, "23:59:60"^^xsd:time,
            "P1M"^^xsd:duration, "P30D"^^xsd:duration, "P1Y"^^xsd:yearMonthDuration, "P12M"^^xsd:yearMonthDuration, "PT1H"^^xsd:dayTimeDuration,
            "PT3600S"^^xsd:dayTimeDuration, "-P1D"^^xsd:dayTimeDuration, "P99999999999999999999D"^^xsd:dayTimeDuration, "P"^^xsd:duration,
            "{}"^^rdf:JSON, "{a:1}"^^rdf:JSON, "<b/>"^^rdf:XMLLiteral, "<b>"^^rdf:XMLLiteral, "x"^^<urn:t>, "y"^^<urn:t>, "x"^^<urn:u>,
            "00"^^xsd:hexBinary, "AA=="^^xsd:base64Binary, "urn:a"^^xsd:anyURI, "a b"^^xsd:token, "[1]"^^<http://w3id.org/awslabs/neptune/SPARQL-CDTs/List>,
            <<( <urn:a> <urn:b> 1 )>>, <<( <urn:a> <urn:b> 1.0 )>>, <<( <urn:a> <urn:b> "x"@en )>>, <<( <urn:a> <urn:b> "x"@en--ltr )>>,
            <<( <urn:a> <urn:b> <<( <urn:a> <urn:b> "NaN"^^xsd:double )>> )>>
            """;

    private Terms() {}

    /** Returns all of them, each once; two are blank nodes. */
    public static List<Node> all() {
        Set<Node> terms = new LinkedHashSet<>();
        RDFParser.fromString(
                        "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n"
                                + "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>\n"
                                + "<urn:s> <urn:p> "
                                + OBJECTS
                                + ".",
                        Lang.TURTLE)
                .checking(false)
                .toGraph()
                .find()
                .mapWith(Triple::getObject)
                .forEach(terms::add);
        terms.add(NodeFactory.createBlankNode("one"));
        terms.add(NodeFactory.createBlankNode("two"));
        List<Node> sorted = new ArrayList<>(terms);
        sorted.sort((a, b) -> a.toString().compareTo(b.toString()));
        return sorted;
    }
}
