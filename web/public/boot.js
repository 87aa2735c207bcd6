// Runs before the first paint, so that the page never flashes in the wrong theme or language.
(function () {
  function kept(name) {
    try {
      return localStorage.getItem(name);
    } catch {
      return null; // storage is off: the system's own preference stands
    }
  }
  var root = document.documentElement;
  var theme = kept("naryad.theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  var lang = kept("naryad.lang");
  root.lang = lang === "en" || lang === "ru" ? lang : "ru";
})();
