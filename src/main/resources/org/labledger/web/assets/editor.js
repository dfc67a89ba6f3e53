// The SPARQL editor. Without it, the form below asks just the same.
(() => {
  const place = document.getElementById("yasgui");
  const plain = document.getElementById("plain");
  if (!window.Yasgui || !place) {
    return;
  }
  const settings = JSON.parse(document.getElementById("settings").textContent);
  const { Yasqe } = window.Yasgui;

  // An IRI as the prefixes write it.
  const short = (iri) => {
    for (const [prefix, namespace] of Object.entries(settings.prefixes)) {
      if (iri.startsWith(namespace) && /^[\w-]*$/.test(iri.slice(namespace.length))) {
        return prefix + ":" + iri.slice(namespace.length);
      }
    }
    return "<" + iri + ">";
  };

  // Completes from the ontology that came with the page: nothing is asked of anybody else.
  const complete = (name, terms, isHere) => ({
    name,
    bulk: true,
    autoShow: false,
    persistenceId: null,
    isValidCompletionPosition: (yasqe) => isHere(yasqe, yasqe.getCompleteToken()),
    get: () => Promise.resolve(terms.map((term) => short(term.iri))),
    preProcessToken: (yasqe, token) => token,
    postProcessToken: (yasqe, token, suggestion) => suggestion,
  });
  const isTerm = (token) => token.string.length === 0 || !"?$\"'".includes(token.string[0]);
  const isAfterType = (yasqe, token) => {
    const before = yasqe.getPreviousNonWsToken(yasqe.getDoc().getCursor().line, token);
    return before.string === "a" || before.string === "rdf:type";
  };
  for (const name of ["prefixes", "properties", "class"]) {
    delete Yasqe.Autocompleters[name];
  }
  Yasqe.registerAutocompleter(complete("class", settings.classes, (yasqe, token) => isTerm(token) && isAfterType(yasqe, token)), true);
  Yasqe.registerAutocompleter(complete("properties", settings.properties, (yasqe, token) => isTerm(token) && !isAfterType(yasqe, token)), true);
  Yasqe.defaults.autocompleters = ["class", "properties", "variables"];

  // A prefix of the ledger is declared as soon as a name with it is typed or chosen.
  const declare = (yasqe) => {
    const token = yasqe.getTokenAt(yasqe.getDoc().getCursor());
    const prefix = /^([A-Za-z][\w-]*):/.exec(token.string)?.[1];
    const line = yasqe.getDoc().getLine(yasqe.getDoc().getCursor().line);
    if (prefix && Object.hasOwn(settings.prefixes, prefix) && !/^\s*PREFIX\b/i.test(line) && !Object.hasOwn(yasqe.getPrefixesFromQuery(), prefix)) {
      yasqe.addPrefixes({ [prefix]: settings.prefixes[prefix] });
    }
  };

  const asked = new URLSearchParams(location.search);
  const isNew = asked.has("query") || asked.has("edit");
  const yasgui = new window.Yasgui(place, {
    requestConfig: { endpoint: location.origin + "/sparql", method: "POST" },
    copyEndpointOnNewTab: true,
    endpointCatalogueOptions: { getData: () => [{ endpoint: location.origin + "/sparql" }] },
    autofocus: false,
    persistenceId: "lab-ledger",
    populateFromUrl: false,
    yasqe: {
      value: document.getElementById("query").value,
      autocompleters: Yasqe.defaults.autocompleters,
      createShareableLink: (yasqe) => location.origin + "/sparql?query=" + encodeURIComponent(yasqe.getValue()),
      pluginButtons: undefined,
    },
    yasr: { prefixes: settings.prefixes },
  });
  const tab = isNew ? yasgui.addTab(true, { yasqe: { value: document.getElementById("query").value } }) : yasgui.getTab();
  if (tab && (isNew || tab.getQuery() === "" || tab.getQuery() === Yasqe.defaults.value)) {
    tab.setQuery(document.getElementById("query").value);
  }

  // What Yasgui leaves out for those who do not see it: names of its inputs, and a list of tabs that holds only tabs.
  const names = {
    ".CodeMirror textarea": settings.labels.query,
    ".tableSizer": settings.labels.size,
    ".tableFilter": settings.labels.filter,
  };
  const describe = () => {
    for (const [selector, label] of Object.entries(names)) {
      for (const element of place.querySelectorAll(selector + ":not([aria-label])")) {
        element.setAttribute("aria-label", label);
      }
    }
    for (const head of place.querySelectorAll("th.dt-orderable-none:not([role=presentation])")) {
      head.setAttribute("role", "presentation");
      head.removeAttribute("aria-label");
    }
    for (const { CodeMirror: editor } of place.querySelectorAll(".CodeMirror")) {
      const keys = editor.getOption("extraKeys");
      if (keys && keys.Tab !== false) {
        // The tabulator moves on, as everywhere else.
        editor.setOption("extraKeys", { ...keys, Tab: false, "Shift-Tab": false });
        editor.on("changes", declare);
      }
    }
    for (const scrolled of place.querySelectorAll(".CodeMirror-scroll:not([tabindex='0'])")) {
      scrolled.tabIndex = 0;
    }
  };
  const theirs = place.querySelector(".addTab");
  const ours = theirs.cloneNode(true);
  ours.addEventListener("click", () => yasgui.addTab(true));
  theirs.parentElement.hidden = true;
  place.querySelector(".tabsList").after(ours);
  yasgui.on("tabSelect", () => setTimeout(describe));
  new MutationObserver(describe).observe(place, { childList: true, subtree: true });
  describe();
  plain.hidden = true;
})();
