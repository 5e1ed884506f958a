// The theme before the first paint: the choice made here last, else what the system prefers.
(() => {
  let chosen = null;
  try { chosen = localStorage.getItem("ispo-theme"); } catch { /* storage may be blocked */ }
  const dark = chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "dark" : "light";
})();
