/* A wide page has no disclosures: its facets and contents are opened, also for browsers and readers
   that can't see the content of a closed one. On a narrow page the list of contents closes when a
   line is followed. */
const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);

for (const drawer of document.querySelectorAll("[data-drawer]")) {
  if (innerWidth >= 60 * rem) drawer.open = true;
  drawer.addEventListener("click", (event) => {
    const folded = getComputedStyle(drawer.querySelector("summary")).display !== "none";
    if (folded && event.target.closest('a[href^="#"]')) drawer.open = false;
  });
}
