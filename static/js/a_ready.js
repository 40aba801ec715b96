/* Marks the page as one whose scripts run: buttons that only scripts can answer appear. */
document.documentElement.dataset.js = "";
