// Works on top of pages that are whole without it.

// "/" goes to the search box, wherever one is not writing.
const box = document.getElementById("find");
document.addEventListener("keydown", (event) => {
  const writing = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !writing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    box.focus();
  }
});

// The list under the search box (WAI-ARIA, combobox with a list): what is called like what was typed so far.
const form = box.form;
const list = document.createElement("ul");
list.id = "found";
list.setAttribute("role", "listbox");
list.setAttribute("aria-label", form.querySelector("label").textContent);
list.hidden = true;
form.append(list);
box.setAttribute("role", "combobox");
box.setAttribute("aria-autocomplete", "list");
box.setAttribute("aria-expanded", "false");
box.setAttribute("aria-controls", list.id);
let chosen = -1;
let asked = 0;
let waiting;

const close = () => {
  list.hidden = true;
  chosen = -1;
  box.setAttribute("aria-expanded", "false");
  box.removeAttribute("aria-activedescendant");
};

const choose = (index) => {
  const options = list.children;
  chosen = (index + options.length + 1) % (options.length + 1);
  for (let i = 0; i < options.length; i++) {
    options[i].setAttribute("aria-selected", String(i === chosen));
  }
  if (chosen < options.length) {
    box.setAttribute("aria-activedescendant", options[chosen].id);
    options[chosen].scrollIntoView({ block: "nearest" });
  } else {
    box.removeAttribute("aria-activedescendant");
  }
};

const show = (results) => {
  list.replaceChildren(
    ...results.map((result, i) => {
      const option = document.createElement("li");
      option.id = "found-" + i;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.href = result.address;
      const name = document.createElement("span");
      name.textContent = result.label;
      const kind = document.createElement("span");
      kind.className = "hint";
      kind.textContent = result.typeLabels.join(" · ");
      option.append(name, " ", kind);
      return option;
    }),
  );
  chosen = list.children.length;
  list.hidden = results.length === 0;
  box.setAttribute("aria-expanded", String(results.length > 0));
};

box.addEventListener("input", () => {
  clearTimeout(waiting);
  const text = box.value.trim();
  if (text.length < 2) {
    close();
    return;
  }
  waiting = setTimeout(async () => {
    const number = ++asked;
    const address = new URL("/search", location.href);
    address.search = new URLSearchParams({ q: text, limit: "8", lang: document.documentElement.lang });
    try {
      const response = await fetch(address, { headers: { Accept: "application/json" } });
      const found = response.ok ? await response.json() : { results: [] };
      if (number === asked && document.activeElement === box) {
        show(found.results);
      }
    } catch {
      close();
    }
  }, 120);
});
box.addEventListener("keydown", (event) => {
  if (list.hidden) {
    return;
  }
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    choose(chosen + (event.key === "ArrowDown" ? 1 : -1));
  } else if (event.key === "Escape") {
    event.preventDefault();
    close();
  } else if (event.key === "Enter" && chosen >= 0 && chosen < list.children.length) {
    event.preventDefault();
    location.href = list.children[chosen].dataset.href;
  }
});
list.addEventListener("mousedown", (event) => {
  const option = event.target.closest("[role=option]");
  if (option) {
    event.preventDefault();
    location.href = option.dataset.href;
  }
});
box.addEventListener("blur", close);

// A field that was left empty says nothing, so it does not make the address longer.
for (const asking of document.querySelectorAll("form.ask")) {
  asking.addEventListener("submit", () => {
    for (const field of asking.elements) {
      if (field.name && field.value === "") {
        field.disabled = true;
      }
    }
  });
}
window.addEventListener("pageshow", () => {
  for (const field of document.querySelectorAll("form.ask :disabled")) {
    field.disabled = false;
  }
});

// Where the style sheet sets rows as cards or bars, some browsers forget that they are a table; said again, they remember.
const roles = { thead: "rowgroup", tbody: "rowgroup", tr: "row", td: "cell", "thead th": "columnheader", "tbody th": "rowheader" };
for (const table of document.querySelectorAll(".cards > table, table.bars")) {
  table.setAttribute("role", "table");
  for (const [part, role] of Object.entries(roles)) {
    for (const element of table.querySelectorAll(part)) {
      element.setAttribute("role", role);
    }
  }
}

// A picture that comes as SVG can be had as PNG: the browser draws it, twice as large.
for (const link of document.querySelectorAll("a[data-png]")) {
  const png = document.createElement("a");
  png.href = link.href;
  png.textContent = link.dataset.png;
  png.addEventListener("click", async (event) => {
    event.preventDefault();
    const svg = await (await fetch(link.href)).text();
    const image = new Image();
    image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(svg);
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = 2 * image.naturalWidth;
    canvas.height = 2 * image.naturalHeight;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    const file = document.createElement("a");
    file.href = canvas.toDataURL("image/png");
    file.download = new URL(link.href).pathname.split("/").pop().replace(/\.svg$/, ".png");
    file.click();
  });
  link.after(png);
}

// On paper it stands when it was asked. The page itself cannot say so: it is the same on every day.
for (const seen of document.querySelectorAll("[data-seen]")) {
  const day = new Intl.DateTimeFormat(document.documentElement.lang.replace(/^en$/, "en-GB"), { dateStyle: "long" });
  seen.textContent = seen.dataset.seen + day.format(performance.timeOrigin);
}

// The card of a note: who says it, where and when, without leaving the place. Hover shows it; a click, a tap or the
// Enter key keeps it open and Escape closes it. Without it the marks lead to the list of sources, and the list back.
const card = document.createElement("div");
card.id = "source-card";
card.hidden = true;
card.setAttribute("role", "dialog");
let marked = null;
let isKept = false;
let soon;

const numbersOf = (mark) =>
  (mark.dataset.notes ?? mark.hash.slice("#note-".length))
    .trim()
    .split(/\s+/)
    .flatMap((run) => {
      const [first, last = first] = run.split("–").map(Number);
      return Array.from({ length: last - first + 1 }, (_, i) => first + i);
    });

const closeCard = () => {
  clearTimeout(soon);
  card.hidden = true;
  isKept = false;
  marked = null;
};

const openCard = (mark) => {
  if (marked === mark && !card.hidden) {
    return;
  }
  const list = document.createElement("ol");
  for (const number of numbersOf(mark)) {
    const note = document.getElementById("note-" + number);
    if (note) {
      const copy = note.cloneNode(true);
      copy.removeAttribute("id");
      list.append(copy);
    }
  }
  if (list.children.length === 0) {
    return;
  }
  marked = mark;
  isKept = false;
  card.setAttribute("aria-label", mark.getAttribute("aria-label") ?? mark.textContent);
  card.replaceChildren(list);
  card.hidden = false;
  document.body.append(card);
  const at = mark.getBoundingClientRect();
  const room = document.documentElement.clientWidth;
  card.style.left = scrollX + Math.max(8, Math.min(at.left, room - card.offsetWidth - 8)) + "px";
  const below = at.bottom + card.offsetHeight + 8 < innerHeight || at.top < card.offsetHeight + 8;
  card.style.top = scrollY + (below ? at.bottom + 4 : at.top - card.offsetHeight - 4) + "px";
};

const markOf = (event) => event.target instanceof Element && event.target.closest(".cites a, .many > a");

document.addEventListener("pointerover", (event) => {
  const mark = markOf(event);
  if (event.pointerType === "mouse" && (mark || card.contains(event.target))) {
    clearTimeout(soon);
    if (mark && !isKept) {
      soon = setTimeout(() => openCard(mark), 180);
    }
  }
});
document.addEventListener("pointerout", (event) => {
  if (event.pointerType === "mouse" && !isKept && (markOf(event) || card.contains(event.target))) {
    clearTimeout(soon);
    soon = setTimeout(closeCard, 250);
  }
});
document.addEventListener("click", (event) => {
  const mark = markOf(event);
  if (mark && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    const isSame = marked === mark && isKept;
    closeCard();
    if (!isSame) {
      openCard(mark);
      isKept = true;
      if (event.detail === 0) {
        card.querySelector("a")?.focus();
      }
    }
  } else if (!card.contains(event.target)) {
    closeCard();
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !card.hidden) {
    const back = marked;
    closeCard();
    back?.focus();
  }
});

// Menus at the title close when one looks elsewhere.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll(".menu-of[open]")) {
    if (!menu.contains(event.target)) {
      menu.open = false;
    }
  }
});
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && event.target instanceof Element && event.target.closest(".menu-of[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// On a phone a long record is folded: its first sections are open, the others a line each. Paper has them all.
const folds = [...document.querySelectorAll(".fold")];
const unfold = () => {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const fold = target && (target.closest(".fold") ?? target.querySelector(".fold"));
  if (fold) {
    fold.open = true;
    target.scrollIntoView();
  }
};
if (matchMedia("(max-width: 40rem)").matches) {
  folds.slice(2).forEach((fold) => (fold.open = false));
  unfold();
}
addEventListener("hashchange", unfold);
addEventListener("beforeprint", () => folds.forEach((fold) => (fold.open = true)));

// What is to be copied has a button for it.
for (const text of document.querySelectorAll("[data-copy]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = text.dataset.copy;
  button.addEventListener("click", async () => {
    const words = text.value ?? text.textContent;
    try {
      await navigator.clipboard.writeText(words);
      button.textContent = text.dataset.copied;
    } catch {
      // Without the permission, or on plain HTTP, it is selected, to be copied by hand.
      getSelection().selectAllChildren(text);
      text.select?.();
    }
  });
  text.after(button);
}

// A long list can be typed into (WAI-ARIA, combobox with a list), by any name that a thing has, in any language. The
// list itself stays in the form, unseen, and holds the value.
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
for (const select of document.querySelectorAll("form.ask select")) {
  if (select.options.length < 12) {
    continue;
  }
  const options = [...select.options].filter((option) => option.value !== "");
  const names = options.map((option) => fold(option.text + ";" + (option.dataset.names ?? "")));
  const typed = document.createElement("input");
  const offered = document.createElement("ul");
  const shown = () => select.selectedOptions[0]?.value && select.selectedOptions[0].text;
  let at = -1;
  typed.id = select.id + "-typed";
  typed.type = "text";
  typed.autocomplete = "off";
  typed.required = select.required;
  typed.placeholder = select.options[0].value === "" ? select.options[0].text : "";
  typed.value = shown() || "";
  offered.id = select.id + "-offered";
  offered.className = "offered";
  offered.hidden = true;
  offered.setAttribute("role", "listbox");
  const label = select.form.querySelector(`label[for="${select.id}"]`);
  label.htmlFor = typed.id;
  offered.setAttribute("aria-label", label.textContent.trim());
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": offered.id })) {
    typed.setAttribute(name, value);
  }
  for (const name of ["aria-invalid", "aria-describedby"]) {
    if (select.hasAttribute(name)) {
      typed.setAttribute(name, select.getAttribute(name));
    }
  }
  select.hidden = true;
  select.required = false;
  select.after(typed, offered);

  const shut = () => {
    offered.hidden = true;
    at = -1;
    typed.setAttribute("aria-expanded", "false");
    typed.removeAttribute("aria-activedescendant");
  };
  const mark = (index) => {
    const items = offered.children;
    at = items.length === 0 ? -1 : (index + items.length) % items.length;
    for (let i = 0; i < items.length; i++) {
      items[i].setAttribute("aria-selected", String(i === at));
    }
    if (at >= 0) {
      typed.setAttribute("aria-activedescendant", items[at].id);
      items[at].scrollIntoView({ block: "nearest" });
    }
  };
  const pick = (option) => {
    select.value = option ? option.value : "";
    typed.value = option ? option.text : "";
    shut();
  };
  const offer = (all) => {
    const wanted = all ? "" : fold(typed.value.trim());
    const found = options
      .map((option, i) => ({ option, rank: wanted === "" ? 1 : names[i].startsWith(wanted) ? 3 : names[i].includes(";" + wanted) || names[i].includes(" " + wanted) ? 2 : names[i].includes(wanted) ? 1 : 0 }))
      .filter((one) => one.rank > 0)
      .sort((a, b) => b.rank - a.rank)
      .slice(0, 60);
    offered.replaceChildren(
      ...found.map(({ option }, i) => {
        const item = document.createElement("li");
        item.id = offered.id + "-" + i;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        item.textContent = option.text;
        item.lang = option.lang;
        item.addEventListener("mousedown", (event) => {
          event.preventDefault();
          pick(option);
        });
        return item;
      }),
    );
    offered.hidden = found.length === 0;
    typed.setAttribute("aria-expanded", String(found.length > 0));
    mark(wanted === "" ? -1 : 0);
    if (wanted === "") {
      at = -1;
    }
    return found;
  };
  const settle = () => {
    const text = fold(typed.value.trim());
    if (text === "") {
      select.value = "";
    } else if (text !== fold(shown() || "")) {
      const same = options.find((option, i) => (";" + names[i] + ";").includes(";" + text + ";"));
      pick(same ?? select.selectedOptions[0]);
    }
    shut();
  };
  typed.addEventListener("input", (event) => {
    // While an input method is composing, its letters are not yet what is meant.
    if (!event.isComposing) {
      offer(false);
    }
  });
  typed.addEventListener("compositionend", () => offer(false));
  typed.addEventListener("click", () => offered.hidden && offer(true));
  typed.addEventListener("focus", () => typed.select());
  typed.addEventListener("blur", settle);
  typed.addEventListener("keydown", (event) => {
    if (event.isComposing) {
      return;
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (offered.hidden) {
        offer(true);
      } else {
        mark(at + (event.key === "ArrowDown" ? 1 : at < 0 ? 0 : -1));
      }
    } else if (event.key === "Escape" && !offered.hidden) {
      event.preventDefault();
      shut();
    } else if (event.key === "Enter") {
      if (!offered.hidden && at >= 0) {
        event.preventDefault();
        const chosenText = offered.children[at].textContent;
        pick(options.find((option) => option.text === chosenText));
      } else {
        settle();
      }
    }
  });
  select.form.addEventListener("submit", settle);
}
