"use strict";
// What the scripted pages share: parts of the document, and the box that finds names in either language.
const byId = (id) => document.getElementById(id);

const made = (tag, text, name) => {
  const element = document.createElement(tag);
  element.textContent = text;
  if (name) element.className = name;
  return element;
};

// names: those of each thing, in order; titleOf and goTo take a thing by its number; words: found, none_found.
const searched = ({ names, titleOf, goTo, words, shown = String }) => {
  const folded = (text) => text.normalize("NFKC").toLowerCase();
  const known = names.map((each) => each.map(folded));
  const search = () => {
    const wanted = folded(byId("query").value.trim());
    const found = wanted ? known.flatMap((own, thing) => (own.some((name) => name.includes(wanted)) ? [thing] : [])) : [];
    const said = found.length ? words.found.replace("{count}", shown(found.length)) : words.none_found;
    byId("found").textContent = wanted ? said : "";
    byId("hits").replaceChildren(...found.slice(0, 12).map((thing) => {
      const item = document.createElement("li"), button = made("button", titleOf(thing));
      button.type = "button";
      button.addEventListener("click", () => goTo(thing));
      item.append(button);
      return item;
    }));
    return found;
  };
  byId("query").addEventListener("input", search);
  byId("search").addEventListener("submit", (event) => {
    event.preventDefault();
    const [first] = search();
    if (first !== undefined) goTo(first);
  });
};
