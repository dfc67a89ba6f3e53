// The SPARQL editor. Without it, the form below asks just the same.
(() => {
  const place = document.getElementById("yasgui");
  const plain = document.getElementById("plain");
  if (!window.ledgerEditor || !place) {
    return;
  }
  const { settings, say, make, short } = window.ledgerEditor;
  const { Yasqe } = window.Yasgui;
  const at = document.documentElement.dataset.at;
  const endpoint = location.origin + "/sparql" + (at ? "?at=" + encodeURIComponent(at) : "");

  // Completes from the ontology that came with the page: nothing is asked of anybody else.
  const complete = (name, terms, isHere) => ({
    name,
    bulk: true,
    autoShow: false,
    persistenceId: null,
    isValidCompletionPosition: (yasqe) => isHere(yasqe, yasqe.getCompleteToken()),
    get: () => Promise.resolve(terms.map((term) => short(term.iri, settings.prefixes) ?? "<" + term.iri + ">")),
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

  // Marks the place of a mistake until the text changes; returns what leads there.
  const mark = (yasqe, { line, column }) => {
    const doc = yasqe.getDoc();
    const at = { line: line - 1, ch: column - 1 };
    const word = yasqe.getTokenAt({ line: at.line, ch: column });
    const text = doc.markText(at, { line: at.line, ch: Math.max(word.end, column) }, { className: "mistake" });
    const row = doc.addLineClass(at.line, "background", "mistaken");
    const clear = () => {
      yasqe.off("changes", clear);
      yasqe.off("query", clear);
      text.clear();
      doc.removeLineClass(row, "background", "mistaken");
    };
    yasqe.on("changes", clear);
    yasqe.on("query", clear);
    doc.setCursor(at);
    return () => {
      yasqe.focus();
      doc.setCursor(at);
      yasqe.getWrapperElement().scrollIntoView({ block: "nearest" });
    };
  };

  // The answer as it was sent; what is wrong as the server details it (RFC 9457).
  const read = async (response, yasqe) => {
    const said = await response.text();
    const contentType = response.headers.get("Content-Type") ?? "";
    if (response.ok) {
      // Yasr reads yes and no only off an object, and takes nothing at all, such as an empty graph, for no answer.
      const isVerdict = said.length < 500 && contentType.includes("results+json") && "boolean" in JSON.parse(said);
      return { status: response.status, contentType, data: isVerdict ? JSON.parse(said) : said || "\n" };
    }
    const problem = contentType.includes("json") ? JSON.parse(said) : {};
    return { error: { status: response.status, problem, go: problem.line && mark(yasqe, problem) } };
  };

  const theirs = Object.fromEntries(["drawButtons", "updateQueryButton", "checkSyntax"].map((name) => [name, Yasqe.prototype[name]]));
  Object.assign(Yasqe.prototype, {
    // Theirs drops what the server says is wrong, and of problem details keeps "[object Object]".
    async query() {
      this.abortQuery();
      const begun = Date.now();
      const controller = new AbortController();
      const request = new Request(endpoint, {
        method: "POST",
        headers: { Accept: "application/sparql-results+json, text/turtle;q=0.9" },
        body: new URLSearchParams({ query: this.getValue() }),
        signal: controller.signal,
      });
      this.emit("queryBefore", {});
      this.emit("query", request, controller);
      let answer;
      try {
        answer = await read(await fetch(request), this);
      } catch {
        answer = { error: { problem: {} } };
      }
      if (!controller.signal.aborted) {
        this.emit("queryResponse", answer, Date.now() - begun);
      }
    },

    // A bar above the code, so that nothing covers it.
    drawButtons() {
      theirs.drawButtons.call(this);
      const bar = this.getWrapperElement().querySelector(".yasqe_buttons");
      this.rootEl.prepend(bar);
      const share = bar.querySelector(".yasqe_share");
      share.title = say("share");
      share.removeAttribute("aria-label");
      share.append(say("share"));
      share.addEventListener("click", () => bar.querySelector(".yasqe_sharePopup:last-child input").setAttribute("aria-label", say("link")));
      // It runs first, and comes first.
      bar.prepend(this.queryBtn);
      this.queryBtn.append(make("span", { className: "word" }));
      this.updateQueryButton();
      bar.append(make("p", { className: "keys hint" }, say("keys")));
    },
    updateQueryButton(status) {
      theirs.updateQueryButton.call(this, status);
      const word = this.queryBtn?.querySelector(".word");
      if (word) {
        word.textContent = say(this.req ? "stop" : "run");
        this.queryBtn.title = word.textContent;
        this.queryBtn.removeAttribute("aria-label");
      }
    },

    // The keys are told beside the button; a line over the code would cover it.
    showNotification() {},
    hideNotification() {},

    checkSyntax() {
      theirs.checkSyntax.call(this);
      const doc = this.getDoc();
      doc.eachLine((line) => {
        const icon = line.gutterMarkers?.gutterErrorBar;
        if (icon) {
          const { state } = this.getTokenAt({ line: doc.getLineNumber(line), ch: line.text.length }, true);
          const prefix = /^Prefix '(.*)' is not defined$/.exec(state.errorMsg)?.[1];
          icon.onmouseover = icon.onmouseout = null;
          icon.title = prefix === undefined ? say("expected", (state.possibleCurrent ?? []).join(", ")) : say("undeclared", prefix);
        }
      });
    },
  });

  // Theirs keeps the query behind a #, which this page does not read.
  window.Yasgui.Tab.prototype.getShareableLink = function () {
    return endpoint + (at ? "&" : "?") + "query=" + encodeURIComponent(this.getQuery());
  };

  const yasgui = new window.Yasgui(place, {
    requestConfig: { endpoint, method: "POST" },
    copyEndpointOnNewTab: true,
    endpointCatalogueOptions: { getData: () => [{ endpoint }] },
    autofocus: false,
    persistenceId: "lab-ledger",
    populateFromUrl: false,
    tabName: say("tab"),
    yasqe: {
      value: settings.beginning,
      autocompleters: Yasqe.defaults.autocompleters,
      pluginButtons: undefined,
    },
    yasr: { prefixes: settings.prefixes },
  });

  // A link opens in the tab that says the same already, or takes the place of one that nobody has
  // written in; only where somebody has, a tab is added.
  const open = (query) => {
    const tabs = yasgui.persistentConfig.getTabs().map((id) => yasgui.getTab(id));
    const text = (tab) => tab.getPersistedJson().yasqe.value;
    const same = tabs.find((tab) => text(tab) === query);
    if (same) {
      same.select();
      return;
    }
    const isUntouched = (tab) => [tab.getPersistedJson().given, settings.beginning].includes(text(tab));
    const old = tabs.find(isUntouched);
    const name = /^#\s*(.+)/.exec(query)?.[1] ?? say("asked");
    const tab = { name: yasgui.createTabName(name), yasqe: { value: query }, given: query };
    yasgui.addTab(true, tab, old ? { atIndex: tabs.indexOf(old) } : {});
    old?.close();
  };
  const asked = new URLSearchParams(location.search);
  if (asked.has("query") || asked.has("edit")) {
    open(document.getElementById("query").value);
  }

  // Yasgui keeps what is written when one leaves the code; who leaves the page has not always done so.
  addEventListener("pagehide", () => {
    const tab = yasgui.getTab();
    if (tab?.getYasqe()) {
      tab.getPersistedJson().yasqe.value = tab.getQuery();
      yasgui.emit("tabChange", yasgui, tab);
    }
  });

  // Names that nobody chose follow the reader's language.
  for (const id of yasgui.persistentConfig.getTabs()) {
    const tab = yasgui.getTab(id);
    const [, name, number] = /^(.*?)((?: \d+)?)$/.exec(tab.getName());
    if (name !== say("tab") && settings.tabs.includes(name)) {
      tab.setName(say("tab") + number);
    }
  }

  const menu = yasgui.tabElements.tabContextMenu;
  const drawMenu = menu.draw.bind(menu);
  menu.draw = (parent) => {
    drawMenu(parent);
    const items = { newTabEl: "new", renameTabEl: "rename", copyTabEl: "copy", closeTabEl: "close", closeOtherTabsEl: "others", reOpenOldTab: "reopen" };
    for (const [item, label] of Object.entries(items)) {
      menu[item].textContent = say(label);
    }
  };

  // What Yasgui leaves out for those who do not see it: names of its inputs, and a list of tabs that holds only tabs.
  const names = {
    ".yasqe .CodeMirror textarea": say("query"),
    ".yasr .CodeMirror textarea": say("response"),
    ".tab input": say("rename"),
  };
  const describe = () => {
    for (const [selector, label] of Object.entries(names)) {
      for (const element of place.querySelectorAll(selector + ":not([aria-label])")) {
        element.setAttribute("aria-label", label);
      }
    }
    for (const close of place.querySelectorAll(".closeTab")) {
      close.title = say("close");
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
  const adder = place.querySelector(".addTab");
  const ours = adder.cloneNode(true);
  ours.title = say("new");
  ours.setAttribute("aria-label", say("new"));
  ours.addEventListener("click", () => yasgui.addTab(true));
  adder.parentElement.hidden = true;
  place.querySelector(".tabsList").after(ours);
  yasgui.on("tabSelect", () => setTimeout(describe));
  new MutationObserver(describe).observe(place, { childList: true, subtree: true });
  describe();
  // What was written in the form while the editor was on its way comes along.
  const written = document.getElementById("query");
  const isIn = plain.contains(document.activeElement);
  if (written.value !== written.defaultValue) {
    open(written.value);
  }
  plain.hidden = true;
  if (isIn) {
    yasgui.getTab().getYasqe().focus();
  }
})();
