// How the editor shows answers and mistakes: values as people write them, words in the reader's language.
(() => {
  const holder = document.getElementById("settings");
  if (!window.Yasgui || !holder) {
    return;
  }
  const settings = JSON.parse(holder.textContent);
  const { Yasr } = window.Yasgui;
  const language = document.documentElement.lang;
  const say = (key, ...values) => settings.labels[key].replace(/\{(\d)\}/g, (place, index) => values[index]);
  const number = (value) => value.toLocaleString(language);
  const make = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  // An IRI as the prefixes write it; null if none does.
  const short = (iri, prefixes) => {
    for (const [prefix, namespace] of Object.entries(prefixes)) {
      if (iri.startsWith(namespace) && /^[\w-]*$/.test(iri.slice(namespace.length))) {
        return prefix + ":" + iri.slice(namespace.length);
      }
    }
    return null;
  };

  // Where an IRI leads: what this site has a page of stays here; only the web can be followed.
  const address = (iri) => {
    if (settings.space && iri.startsWith(settings.space)) {
      const ending = iri.slice(settings.space.length);
      return (ending.includes("#") ? "/" : "/doc/") + ending;
    }
    return /^https?:\/\//i.test(iri) ? iri : null;
  };

  const XSD = "http://www.w3.org/2001/XMLSchema#";
  const NUMBER = /^(integer|decimal|double|float|(non)?(positive|negative)(Integer)|(unsigned)?(long|int|short|byte))$/i;
  const DATE = /^(date|dateTime|dateTimeStamp|time|gYear|gYearMonth|gMonth|gMonthDay|gDay)$/;
  const kind = (value) => (value.datatype?.startsWith(XSD) ? value.datatype.slice(XSD.length) : "");
  const isNumber = (value) => NUMBER.test(kind(value));
  const tag = (text) => make("small", { className: "tag" }, text);

  const term = (value, prefixes) => {
    if (value.type === "uri") {
      const text = short(value.value, prefixes) ?? value.value;
      const href = address(value.value);
      return href ? make("a", { className: "iri", href }, text) : make("span", { className: "iri" }, text);
    }
    if (value.type === "bnode") {
      return make("span", {}, "_:" + value.value);
    }
    if (value.type === "triple") {
      const { subject, predicate, object } = value.value;
      return make("span", {}, "<<( ", term(subject, prefixes), " ", term(predicate, prefixes), " ", term(object, prefixes), " )>>");
    }
    const spoken = value["xml:lang"];
    const text = make("span", { lang: spoken ?? "" }, value.value);
    if (spoken) {
      return make("span", {}, text, " ", tag(spoken));
    }
    if (isNumber(value) || DATE.test(kind(value))) {
      return make("span", { className: "number" }, value.value);
    }
    const isPlain = !value.datatype || value.datatype.startsWith(XSD);
    return isPlain ? text : make("span", {}, text, " ", tag(short(value.datatype, prefixes) ?? value.datatype));
  };

  const words = (value, prefixes) => {
    if (!value) {
      return "";
    }
    return typeof value.value === "string" ? value.value + " " + (short(value.value, prefixes) ?? "") : JSON.stringify(value.value);
  };
  const compare = (a, b) => {
    if (!a || !b) {
      return a ? 1 : b ? -1 : 0;
    }
    return isNumber(a) && isNumber(b) ? Number(a.value) - Number(b.value) : words(a, {}).localeCompare(words(b, {}), language);
  };

  // CSV for spreadsheets, as the server writes it: a cell that begins like a formula begins with an apostrophe instead.
  const cell = (value) => {
    const text = typeof value.value === "string" ? value.value : JSON.stringify(value.value);
    const isNumber = /^[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)?$/.test(text);
    return isNumber ? text : `"${/^[=+\-@\t\r\n＝＋－＠]/.test(text) ? "'" : ""}${text.replaceAll('"', '""')}"`;
  };
  const spreadsheet = (variables, rows) =>
    "\uFEFF" + [variables.join(","), ...rows.map((row) => variables.map((name) => (row[name] ? cell(row[name]) : "")).join(","))].join("\r\n") + "\r\n";

  // The table of an answer, to be sorted, filtered and leafed through.
  class AnswerTable {
    priority = 10;
    label = say("table");

    constructor(yasr) {
      this.yasr = yasr;
    }

    canHandleResults() {
      return (this.yasr.results?.getVariables() ?? []).length > 0;
    }

    download(name) {
      const getData = () => spreadsheet(this.yasr.results?.getVariables() ?? [], this.yasr.results?.getBindings() ?? []);
      return { getData, contentType: "text/csv", filename: (name || "answer") + ".csv" };
    }

    draw(kept) {
      this.size = kept?.pageSize ?? 50;
      this.page = 0;
      this.filter = "";
      this.order = null;
      this.rows = this.yasr.results.getBindings() ?? [];
      this.prefixes = this.yasr.getPrefixes();
      this.body = make("tbody", { role: "rowgroup" });
      this.pager = make("nav", { className: "leaf", ariaLabel: say("pages") });
      // As the tables of the other pages: on a phone the rows of a wide one are cards.
      const isWide = this.yasr.results.getVariables().length > 2;
      const scroll = make("div", { className: isWide ? "scroll cards" : "scroll", tabIndex: 0, role: "region", ariaLabel: say("table") });
      scroll.append(make("table", { className: "result", role: "table" }, this.head(), this.body));
      this.yasr.pluginControls.replaceChildren(...this.controls());
      this.yasr.resultsEl.replaceChildren(scroll, this.pager);
      this.show();
    }

    destroy() {
      this.yasr.pluginControls.replaceChildren();
    }

    head() {
      const row = make("tr", { role: "row" });
      row.dataset.label = say("sortby");
      for (const variable of this.yasr.results.getVariables()) {
        const isNumeric = this.rows.some((one) => one[variable] && isNumber(one[variable]));
        const cell = make("th", { scope: "col", role: "columnheader", className: isNumeric ? "numeric" : "" });
        const button = make("button", { type: "button", title: say("sort", variable) }, variable);
        button.addEventListener("click", () => this.sort(variable, cell));
        cell.append(button);
        row.append(cell);
      }
      return make("thead", { className: "sorts", role: "rowgroup" }, row);
    }

    controls() {
      const filter = make("input", { type: "search", className: "tableFilter", placeholder: say("filter"), ariaLabel: say("filter") });
      filter.addEventListener("input", () => {
        this.filter = filter.value.toLocaleLowerCase();
        this.page = 0;
        this.show();
      });
      const size = make("select", { className: "tableSizer", ariaLabel: say("size") });
      for (const rows of [10, 50, 100, 1000, 0]) {
        size.append(new Option(rows ? say("rows", number(rows)) : say("all"), rows, false, rows === this.size));
      }
      size.addEventListener("change", () => {
        this.size = Number(size.value);
        this.page = 0;
        this.yasr.storePluginConfig("table", { pageSize: this.size });
        this.show();
      });
      return [filter, size];
    }

    sort(variable, cell) {
      const isRising = !(this.order?.variable === variable && this.order.isRising);
      for (const other of cell.parentElement.cells) {
        other.removeAttribute("aria-sort");
      }
      cell.setAttribute("aria-sort", isRising ? "ascending" : "descending");
      this.order = { variable, isRising };
      this.page = 0;
      this.show();
    }

    chosen() {
      const { filter, order, prefixes } = this;
      const rows = filter
        ? this.rows.filter((row) => Object.values(row).some((value) => words(value, prefixes).toLocaleLowerCase().includes(filter)))
        : this.rows;
      const sign = order?.isRising ? 1 : -1;
      return order ? [...rows].sort((a, b) => sign * compare(a[order.variable], b[order.variable])) : rows;
    }

    show() {
      const rows = this.chosen();
      const size = this.size || rows.length;
      const first = this.page * size;
      const shown = rows.slice(first, first + size);
      this.body.replaceChildren(...shown.map((row) => this.row(row)));
      if (rows.length === 0) {
        const columns = this.yasr.results.getVariables().length;
        this.body.append(make("tr", { role: "row" }, make("td", { role: "cell", colSpan: columns, className: "soft" }, say(this.rows.length ? "nomatch" : "none"))));
      }
      this.pager.hidden = rows.length <= size;
      const where = make("span", { role: "status" }, say("range", number(first + 1), number(first + shown.length), number(rows.length)));
      this.pager.replaceChildren(this.leaf("previous", -1, first > 0), where, this.leaf("next", 1, first + size < rows.length));
    }

    leaf(label, step, isThere) {
      const button = make("button", { type: "button", className: label, disabled: !isThere }, say(label));
      button.addEventListener("click", () => {
        this.page += step;
        this.show();
        const after = this.pager.querySelector("." + label);
        (after.disabled ? this.pager.querySelector("button:enabled") : after)?.focus();
      });
      return button;
    }

    row(row) {
      const cells = this.yasr.results.getVariables().map((variable) => {
        const value = row[variable];
        const isLong = value?.type !== "uri" && String(value?.value ?? "").length > 40;
        const cell = make("td", { role: "cell", className: value && isNumber(value) ? "numeric" : isLong ? "long" : "" });
        cell.dataset.label = variable;
        if (value) {
          cell.append(term(value, this.prefixes));
        }
        return cell;
      });
      return make("tr", { role: "row" }, ...cells);
    }
  }

  class RawAnswer extends Yasr.plugins.response {
    constructor(yasr) {
      super(yasr);
      this.label = say("response");
      this.getIcon = undefined;
    }

    showLess(set) {
      super.showLess(set);
      const [all, file] = this.overLay.querySelectorAll("button");
      all.title = all.textContent = say("all");
      file.title = file.querySelector("span").textContent = say("download");
    }
  }

  class Verdict extends Yasr.plugins.boolean {
    draw() {
      super.draw();
      this.yasr.resultsEl.querySelector("span").textContent = say(this.yasr.results.getBoolean() ? "yes" : "no");
    }
  }

  // What is wrong, where, and what to do; the server explains itself in English. An answer that only
  // this page cannot read is shown as it was sent.
  class Mistake {
    priority = 20;
    hideFromSelection = true;
    label = say("mistake");

    constructor(yasr) {
      this.yasr = yasr;
    }

    canHandleResults() {
      return Boolean(this.yasr.results?.getError()?.problem);
    }

    draw() {
      const { status, problem, go } = this.yasr.results.getError();
      const box = make("div", { className: "problem", role: "alert" }, make("h2", {}, Mistake.title(status, problem)));
      if (problem.detail) {
        box.append(make("p", { lang: "en" }, problem.detail.replace(/^Line \d+, column \d+: /, "")));
      }
      if (problem.excerpt) {
        box.append(make("pre", { tabIndex: 0 }, problem.excerpt));
      }
      if (go) {
        const button = make("button", { type: "button", className: "go" }, say("go"));
        button.addEventListener("click", go);
        box.append(make("p", {}, button));
      }
      this.yasr.resultsEl.replaceChildren(box);
    }

    static title(status, problem) {
      if (problem.line) {
        return say("place", problem.line, problem.column);
      }
      return say(status === 503 ? "busy" : status ? "refused" : "unreachable");
    }
  }

  Yasr.registerPlugin("table", AnswerTable);
  Yasr.registerPlugin("response", RawAnswer);
  Yasr.registerPlugin("boolean", Verdict);
  Yasr.registerPlugin("error", Mistake);

  // The words around an answer. There is no manual of another site to lead to.
  const theirs = Object.fromEntries(["drawPluginSelectors", "updateExportHeaders"].map((name) => [name, Yasr.prototype[name]]));
  Object.assign(Yasr.prototype, {
    drawDocumentationButton() {},
    updateHelpButton() {},
    drawPluginSelectors() {
      theirs.drawPluginSelectors.call(this);
      for (const button of this.headerEl.querySelectorAll(".yasr_btn")) {
        // What it says is its name.
        button.removeAttribute("aria-label");
      }
    },
    updateExportHeaders() {
      theirs.updateExportHeaders.call(this);
      this.downloadBtn.title = say("download");
      this.downloadBtn.setAttribute("aria-label", say("download"));
    },
    updateResponseInfo() {
      const said = [];
      const rows = this.results?.getBindings()?.length;
      if (rows !== undefined) {
        said.push(rows === 1 ? say("row") : say("rows", number(rows)));
      }
      const time = this.results?.getResponseTime();
      if (time) {
        said.push(say("seconds", number(time / 1000)));
      }
      this.dataElement.role = "status";
      this.dataElement.classList.toggle("empty", said.length === 0);
      this.dataElement.textContent = said.join(" · ");
    },
    fillFallbackBox(shown) {
      this.emptyFallbackElement();
      const plugin = this.plugins[shown];
      if (!plugin.hideFromSelection) {
        this.fallbackInfoEl.append(make("p", {}, say("instead", this.getSelectedPlugin()?.label ?? "", plugin.label ?? shown)));
      }
    },
  });

  window.ledgerEditor = { settings, say, make, short };
})();
