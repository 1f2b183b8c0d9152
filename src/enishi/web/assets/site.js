// What pages do beyond links and forms: close suggestions, choose a text to copy, go from a marked sentence to its
// fact. Nothing needs it.
"use strict";
document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("form.search");
  if (!form) return;
  const found = form.querySelector(".found");
  const links = [...found.querySelectorAll("a")];
  const here = links.indexOf(document.activeElement);
  if (event.key === "Escape") {
    found.replaceChildren();
    form.querySelector("input[type=search]").focus();
  } else if (event.key === "ArrowDown" && links.length) {
    event.preventDefault();
    links[(here + 1) % links.length].focus();
  } else if (event.key === "ArrowUp" && here >= 0) {
    event.preventDefault();
    (links[here - 1] || form.querySelector("input[type=search]")).focus();
  }
});
document.addEventListener("click", (event) => {
  for (const found of document.querySelectorAll("form.search .found"))
    if (!found.parentElement.contains(event.target)) found.replaceChildren();
});
document.addEventListener("click", (event) => {
  // The whole marked sentence does what its first number does, unless a part of it is being selected.
  const mark = event.target.closest?.(".cite > mark");
  if (mark && getSelection().isCollapsed) mark.parentElement.querySelector(".links a")?.click();
});
document.addEventListener("focusin", (event) => {
  if (event.target.matches?.(".cite textarea")) event.target.select();
});
// A link to the "cite this" box opens it.
const open = () => { if (location.hash === "#cite") document.getElementById("cite")?.setAttribute("open", ""); };
addEventListener("hashchange", open);
open();
