/* A form that came back with problems begins with them. */
document.querySelector("[data-focus]")?.focus();
