// Asks one SPARQL query of several sources with Comunica, and prints each solution as a line of JSON, its variables sorted.
// Usage: node comunica.js QUERY SOURCE... – each source is an IRI, of which Comunica itself finds out what it is.
import { QueryEngine } from '@comunica/query-sparql';

const [query, ...sources] = process.argv.slice(2);
const bindings = await new QueryEngine().queryBindings(query, { sources });
for await (const solution of bindings) {
  console.log(JSON.stringify(Object.fromEntries([...solution].sort(([a], [b]) => a.value.localeCompare(b.value)).map(([variable, term]) => [variable.value, term.value]))));
}
