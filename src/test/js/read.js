// Reads documents with jsonld.js and N3.js: each line of standard input is {"mediaType", "text"}, each line of standard output
// {"quads"}, terms as RDF/JS has them in the order subject, predicate, object, graph, or {"error"}.
import { createInterface } from 'node:readline';
import jsonld from 'jsonld';
import { Parser } from 'n3';

const terms = (quad) => [quad.subject, quad.predicate, quad.object, quad.graph].map(term);
const term = (t) => t.termType === 'Quad'
  ? { termType: 'Quad', terms: terms(t).slice(0, 3) }
  : { termType: t.termType, value: t.value, language: t.language ?? '', direction: t.direction ?? '', datatype: t.datatype?.value ?? '' };

for await (const line of createInterface({ input: process.stdin })) {
  const { mediaType, text } = JSON.parse(line);
  try {
    const quads = mediaType === 'application/ld+json' ? await jsonld.toRDF(JSON.parse(text)) : new Parser({ format: mediaType }).parse(text);
    console.log(JSON.stringify({ quads: quads.map(terms) }));
  } catch (error) {
    console.log(JSON.stringify({ error: String(error) }));
  }
}
