// The panel closes, and stays closed on every page until another report comes.
(() => {
  const panel = document.getElementById("svod-diagnostics");
  const report = panel.dataset.report;
  const name = "svod-closed";
  const close = () => {
    panel.hidden = true;
    sessionStorage.setItem(name, report);
  };
  panel.hidden = sessionStorage.getItem(name) === report;
  panel.querySelector("button").addEventListener("click", close);
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      close();
    }
  });
})();
