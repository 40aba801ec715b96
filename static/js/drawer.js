/* Older browsers can't show the content of a closed disclosure: on a wide page it is opened for them.
   On a narrow one the list of contents closes when a line is followed. */
const canShowClosed = CSS.supports("selector(::details-content)");
const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);

for (const drawer of document.querySelectorAll("[data-drawer]")) {
  if (!canShowClosed && innerWidth >= 60 * rem) drawer.open = true;
  drawer.addEventListener("click", (event) => {
    const folded = getComputedStyle(drawer.querySelector("summary")).display !== "none";
    if (folded && event.target.closest('a[href^="#"]')) drawer.open = false;
  });
}
