// The plain form is there at once. The editor, some 300 KB, comes when the page has been painted and nothing else is to do,
// or when somebody goes into the form; those who save data get it only then.
(() => {
  const place = document.getElementById("yasgui");
  const plain = document.getElementById("plain");
  let isComing = false;
  const come = async () => {
    if (isComing) {
      return;
    }
    isComing = true;
    for (const href of place.dataset.styles.split(" ")) {
      document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href }));
    }
    for (const src of place.dataset.scripts.split(" ")) {
      // Each needs what the one before it defines. Without one of them, the form stays.
      await new Promise((done, fail) => {
        document.head.append(Object.assign(document.createElement("script"), { src, onload: done, onerror: fail }));
      });
    }
  };
  plain.addEventListener("focusin", come, { once: true });
  if (!navigator.connection?.saveData) {
    const later = () => (window.requestIdleCallback ?? setTimeout)(come);
    addEventListener("load", () => requestAnimationFrame(later));
  }
})();
