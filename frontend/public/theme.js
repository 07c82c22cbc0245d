// Runs before the first paint, so that a dark page never flashes white. A file of its own, because the
// content security policy forbids inline scripts.
(function () {
  var choice = null;
  try {
    choice = localStorage.getItem("vitrine.theme");
  } catch (refused) {
    choice = null;
  }
  var dark = choice === "dark" || (choice !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
})();
