// Works on top of pages that are whole without it.

// "/" goes to the search box, wherever one is not writing.
document.addEventListener("keydown", (event) => {
  const writing = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !writing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    document.getElementById("find").focus();
  }
});

// A field that was left empty says nothing, so it does not make the address longer.
for (const form of document.querySelectorAll("form.ask")) {
  form.addEventListener("submit", () => {
    for (const field of form.elements) {
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
