/* The annual report: questions that other answers make superfluous are put away. Without this script
   everything stays visible. */
const fold = (scope) => {
  for (const ask of scope.querySelectorAll("[data-if]")) {
    const chosen = scope.querySelector(`[name="${CSS.escape(ask.dataset.if)}"]:checked`);
    ask.hidden = !chosen || !ask.dataset.values.split(" ").includes(chosen.value);
  }
};

for (const scope of document.querySelectorAll(".report-form")) {
  fold(scope);
  scope.addEventListener("change", () => fold(scope));
}
