package org.labledger.citation;

import java.nio.file.Path;
import org.labledger.HomeFolder;

/**
 * A home about a tower, made for citations: {@code a} is a primary source read in full, {@code b}
 * retells it, {@code c} retells {@code b}; {@code d} is independent and written by a machine; {@code
 * e} says otherwise; of {@code f} and {@code g} each says half. An editor decides.
 */
public final class TowerHome {

    private static final String PREFIXES =
            """
            @prefix dct: <http://purl.org/dc/terms/> .
            @prefix ev: <https://w3id.org/lab-ledger/evidence#> .
            @prefix id: <https://home.test/id/> .
            @prefix owl: <http://www.w3.org/2002/07/owl#> .
            @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
            @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
            @prefix schema: <https://schema.org/> .
            @prefix src: <https://home.test/source/> .
            @prefix v: <https://home.test/vocab#> .
            @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
            """;

    private TowerHome() {}

    /** Writes the home into a folder. */
    public static HomeFolder in(Path folder) {
        return HomeFolder.in(folder)
                .with("ontology/dataset.ttl", HomeFolder.DESCRIPTION)
                .with(
                        "ontology/vocab.ttl",
                        PREFIXES
                                + """
                                v:Building a rdfs:Class .
                                v:Tower a rdfs:Class ; rdfs:subClassOf v:Building .
                                v:height a rdf:Property ; ev:singleValued true ; rdfs:label "height"@en, "高度"@zh-Hant .
                                v:builtBy a rdf:Property ; owl:inverseOf v:built .
                                v:built a rdf:Property .
                                v:bornIn a rdf:Property .
                                v:original ev:primary true ; rdfs:label "primary"@en, "一手"@zh-Hant .
                                v:copy ev:secondHand true ; rdfs:label "copy"@en .
                                v:ours ev:editorial true ; rdfs:label "editorial"@en .
                                v:whole ev:inFull true ; rdfs:label "full text"@en, "全文"@zh-Hant .
                                """)
                .with(
                        "ontology/rules/inverse.rq",
                        """
                        PREFIX owl: <http://www.w3.org/2002/07/owl#>
                        CONSTRUCT { ?object ?inverse ?subject }
                        WHERE { ?property owl:inverseOf ?inverse . ?subject ?property ?object }
                        """)
                .with(
                        "data/names.ttl",
                        PREFIXES
                                + """
                                id:tower rdfs:label "Old Tower"@en .
                                id:press rdfs:label "The Press"@en, "新聞社"@zh-Hant .
                                """)
                .with(
                        "data/sources/2001/a.ttl",
                        PREFIXES
                                + """
                                src:a a ev:Source ; dct:title "Report A"@en, "報告甲"@zh-Hant ;
                                    dct:publisher id:press ; dct:issued "2001-02-03"^^xsd:date ;
                                    schema:url <https://mirror.example/a> ; ev:originalUrl <https://press.example/a> ;
                                    ev:kind v:original ; ev:reading v:whole .
                                id:tower a v:Tower ; v:height 100 ; ev:locator "¶2" .
                                """)
                .with(
                        "data/sources/2001/b.ttl",
                        PREFIXES
                                + """
                                src:b a ev:Source ; dct:title "Copy B"@en ; ev:kind v:copy ; ev:retells src:a .
                                id:tower v:height 100 ; ev:locator "¶1" .
                                """)
                .with(
                        "data/sources/2001/c.ttl",
                        PREFIXES
                                + """
                                src:c a ev:Source ; dct:title "Copy C"@en ; ev:retells src:b .
                                id:tower v:height 100 .
                                """)
                .with(
                        "data/sources/2002/d.ttl",
                        PREFIXES
                                + """
                                src:d a ev:Source ; dct:title "Digest D"@en ; ev:machineWritten true .
                                id:tower v:height 100 ; ev:locator "whole page" .
                                id:place a ev:Citation ; ev:supports id:tower ; ev:onProperty v:height ; ev:locator "p. 7" .
                                """)
                .with(
                        "data/sources/2002/e.ttl",
                        PREFIXES
                                + """
                                src:e a ev:Source ; dct:title "Letter E"@en .
                                id:tower v:height 90 .
                                """)
                .with(
                        "data/sources/2003/f.ttl",
                        PREFIXES
                                + """
                                src:f a ev:Source ; dct:title "Page F"@en .
                                id:tower v:builtBy id:anna .
                                """)
                .with(
                        "data/sources/2003/g.ttl",
                        PREFIXES
                                + """
                                src:g a ev:Source ; dct:title "Page G"@en .
                                id:anna v:bornIn id:oslo .
                                """)
                .with(
                        "data/editorial/heights.ttl",
                        PREFIXES
                                + """
                                <https://home.test/editorial/heights> a ev:Source ; dct:title "Heights"@en ; ev:kind v:ours .
                                id:two-heights a ev:Disagreement ; ev:onRecord id:tower ; ev:onProperty v:height ;
                                    ev:nature "One of them measured without the spire."@en .
                                id:its-height a ev:Verdict ; ev:onDisagreement id:two-heights ; ev:prefers 100 ;
                                    ev:reason "It was measured again."@en, "後來重新量過。"@zh-Hant .
                                """)
                .with(
                        "queries/towers/heights.rq",
                        """
                        #+ title: {en: Heights, zh-Hant: 高度}
                        #+ summary: {en: Heights of towers}
                        #+ pagination: 1

                        SELECT ?height { ?tower <https://home.test/vocab#height> ?height } ORDER BY DESC(?height)
                        """)
                .with(
                        "queries/towers/births.rq",
                        """
                        #+ title: {en: Births, zh-Hant: 出生地}
                        #+ summary: {en: Where builders were born}

                        PREFIX v: <https://home.test/vocab#>
                        SELECT ?birth { ?tower v:builtBy/v:bornIn ?birth }
                        """);
    }
}
